import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { CalendarClock } from "lucide-react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { latestRunQuery } from "@/lib/plan"

/** Says up to which day the figures know the company. */
export function DataBadge() {
  const { t } = useLingui()
  const can = useCan()
  const { date, shortDate, time } = useFormat()
  const run = useQuery({ ...latestRunQuery, enabled: can("planning.read") }).data
  if (!run?.data_until) return null
  const title = t`Sales known until ${date(run.data_until)}, planned ${time(run.finished_at)}`
  return (
    <span title={title} className="tabular inline-flex min-h-7 items-center gap-1.5 rounded-md bg-sunken px-2 text-xs whitespace-nowrap text-ink-soft">
      <CalendarClock size={13} aria-hidden="true" className="max-sm:hidden" />
      <span className="max-sm:sr-only">{t`Data as of`}</span> {shortDate(run.data_until)}
    </span>
  )
}
