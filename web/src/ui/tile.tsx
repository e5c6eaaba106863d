import { useLingui } from "@lingui/react/macro"
import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react"
import type { ReactNode } from "react"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { Skeleton } from "./progress"
import { Help } from "./tooltip"

type Props = {
  name: ReactNode
  /** Already formatted. */
  value: ReactNode
  /** Change against the period before, as a share (0.032 = +3.2 %). */
  change?: number | null
  previous?: ReactNode
  goodWhen?: "up" | "down"
  help?: ReactNode
  children?: ReactNode
}

/** One figure with its change against the period before. */
export function Tile({ name, value, change, previous, goodWhen = "up", help, children }: Props) {
  const { t } = useLingui()
  return (
    <div className="card flex min-w-0 flex-col gap-1 px-4 py-3">
      <div className="flex min-h-6 items-center gap-1 text-sm text-ink-soft">
        <span className="min-w-0 hyphens-auto">{name}</span>
        {help && <Help label={t`What this figure means`}>{help}</Help>}
      </div>
      <div className="flex items-end justify-between gap-3">
        <div className="tabular text-2xl leading-8 font-semibold tracking-tight">{value}</div>
        {children}
      </div>
      <div className="tabular flex min-h-5 flex-wrap items-center gap-x-2 text-xs text-ink-faint">
        <Change value={change} goodWhen={goodWhen} />
        {previous !== undefined && <span>{t`before`} {previous}</span>}
      </div>
    </div>
  )
}

/** A change with arrow, sign and the colour of whether that is good. */
export function Change({ value, goodWhen = "up" }: { value?: number | null; goodWhen?: "up" | "down" }) {
  const { change } = useFormat()
  if (value === null || value === undefined) return null
  const isFlat = Math.abs(value) < 0.0005
  const isGood = value > 0 === (goodWhen === "up")
  const Arrow = isFlat ? ArrowRight : value > 0 ? ArrowUp : ArrowDown
  return (
    <span className={cx("inline-flex items-center gap-0.5 font-medium", isFlat ? "text-ink-faint" : isGood ? "text-good" : "text-bad")}>
      <Arrow size={12} aria-hidden="true" />
      {change(value)}
    </span>
  )
}

export const TileSkeleton = () => (
  <div className="card grid gap-2 px-4 py-3.5" aria-hidden="true">
    <Skeleton className="h-4 w-24" />
    <Skeleton className="h-7 w-32" />
    <Skeleton className="h-3 w-20" />
  </div>
)
