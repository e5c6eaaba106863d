import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Badge } from "@/ui/badge"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Card } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { Help } from "@/ui/tooltip"
import { overridesQuery, type OverrideValue } from "./api"

/** What overrides were worth, those that made the forecast worse first. */
export function Overrides({ locationId }: { locationId: number | undefined }) {
  const { t } = useLingui()
  const { data, error, refetch } = useQuery(overridesQuery(locationId))
  const lost = data?.filter((one) => one.verdict === "lost").length ?? 0
  return (
    <Card
      title={t`Overrides, judged`}
      help={<Help label={t`How overrides are judged`}>{t`Units missed with the override beside those the statistics alone would have missed, over the complete weeks that it changed.`}</Help>}
      actions={data && data.length > 0 && <span className="text-sm text-ink-soft">{t`${lost} of ${data.length} made it worse`}</span>}
    >
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton className="h-24 w-full" /> : data.length === 0 ? (
        <p className="py-4 text-center text-sm text-ink-faint">{t`No override can be judged yet: it takes a whole week of sales after the plan that used it.`}</p>
      ) : (
        <ul className="grid divide-y">{data.map((one) => <Judged key={one.override.id} value={one} />)}</ul>
      )}
    </Card>
  )
}

function Judged({ value }: { value: OverrideValue }) {
  const { t } = useLingui()
  const { number, date } = useFormat()
  const { override } = value
  const verdicts = { lost: <Badge tone="bad">{t({ message: "Lost", context: "an override" })}</Badge>, won: <Badge tone="good">{t({ message: "Won", context: "an override" })}</Badge>, even: <Badge>{t({ message: "Even", context: "an override" })}</Badge> }
  const units = number(Math.abs(value.worse_by), 1)
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2.5 text-sm">
      {verdicts[value.verdict]}
      <span className="min-w-0 flex-1 basis-60">
        <span className="font-medium">{override.product ? <Link to={paths.product(override.product.id)} search={{ location_id: override.location?.id }}>{override.product.sku} {override.product.name}</Link> : override.category}</span>
        {override.location && <span className="text-ink-soft"> · {override.location.name}</span>}
        <span className="block text-ink-soft">“{override.reason}”, {override.author_name}, {date(override.starts_on)} – {date(override.ends_on)}</span>
      </span>
      <span className="tabular text-right">
        <span className={value.verdict === "lost" ? "font-semibold text-bad" : value.verdict === "won" ? "font-semibold text-good" : "font-semibold"}>{value.verdict === "even" ? t`no difference` : value.worse_by > 0 ? t`${units} units worse than without` : t`${units} units better than without`}</span>
        <span className="block text-xs text-ink-faint">{t`sold ${number(value.sold, 1)} · with ${number(value.forecast, 1)} · without ${number(value.statistical, 1)}`}</span>
      </span>
    </li>
  )
}
