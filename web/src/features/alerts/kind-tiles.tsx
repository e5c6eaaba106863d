import { useLingui } from "@lingui/react/macro"
import { ApiProblem } from "@/api/problem"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { Failure } from "@/ui/failure"
import { Skeleton } from "@/ui/progress"
import type { KindTotal } from "./api"

type Props = { kinds: KindTotal[] | undefined; error: Error | null; onRetry: () => void; chosen: string | undefined; onChoose: (kind: string | undefined) => void }

/** The kinds with how many there are and the money they put at risk; one click shows one kind, another all. */
export function KindTiles({ kinds, error, onRetry, chosen, onChoose }: Props) {
  const { t } = useLingui()
  const { number, shortMoney } = useFormat()
  // without a plan there is nothing to count; the table below says so and offers one
  if (error) return error instanceof ApiProblem && error.code === "planning.no_plan" ? null : <Failure error={error} onRetry={onRetry} />
  if (!kinds) return <Skeleton className="h-20 w-full shrink-0" />
  const all = kinds.reduce((sum, one) => sum + one.count, 0)
  const money = kinds.every((one) => one.money_at_risk !== null) ? kinds.reduce((sum, one) => sum + Number(one.money_at_risk), 0) : null
  const tiles = [{ kind: undefined, label: t`All`, count: all, money }, ...kinds.map((one) => ({ kind: one.kind, label: one.label, count: one.count, money: one.money_at_risk === null ? null : Number(one.money_at_risk) }))]
  return (
    <div role="group" aria-label={t`Kind`} className="flex shrink-0 gap-2 overflow-x-auto pb-1">
      {tiles.map((tile) => (
        <button
          key={tile.kind ?? "all"} type="button" aria-pressed={tile.kind === chosen} onClick={() => onChoose(tile.kind === chosen ? undefined : tile.kind)}
          className={cx("card grid min-h-11 min-w-32 flex-1 gap-0.5 px-3 py-2 text-left hover:bg-hover", tile.kind === chosen && "border-accent ring-1 ring-accent")}
        >
          <span className="truncate text-xs text-ink-soft">{tile.label}</span>
          <span className="tabular text-lg leading-6 font-semibold">{number(tile.count, 0)}</span>
          {tile.money !== null && <span className="tabular text-xs text-ink-faint">{t`${shortMoney(tile.money)} at risk`}</span>}
        </button>
      ))}
    </div>
  )
}
