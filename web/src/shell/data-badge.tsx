import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { CalendarClock } from "lucide-react"
import { get } from "@/api/http"
import type { Page, Schema } from "@/api/types"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"

/** Says up to which day the figures know the company. */
export function DataBadge() {
  const { t } = useLingui()
  const can = useCan()
  const { date, shortDate, time } = useFormat()
  const run = useQuery({
    queryKey: ["planning", "latest"],
    queryFn: () => get<Page<Schema<"RunView">>>("/planning/runs", { limit: 5 }).then(({ items }) => items.find((one) => one.data_until) ?? null),
    enabled: can("planning.read"),
    staleTime: 60_000,
  }).data
  if (!run?.data_until) return null
  const title = t`Sales known until ${date(run.data_until)}, planned ${time(run.finished_at)}`
  return (
    <span title={title} className="tabular inline-flex min-h-7 items-center gap-1.5 rounded-md bg-sunken px-2 text-xs whitespace-nowrap text-ink-soft">
      <CalendarClock size={13} aria-hidden="true" className="max-sm:hidden" />
      <span className="max-sm:sr-only">{t`Data as of`}</span> {shortDate(run.data_until)}
    </span>
  )
}
