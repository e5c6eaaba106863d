import { Plural, Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Check, X } from "lucide-react"
import { get } from "@/api/http"
import type { Page } from "@/api/types"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Button } from "@/ui/button"
import { Link } from "@/ui/link"
import { Skeleton } from "@/ui/progress"
import { path, type Filter, type Suggestion, type SupplierTotal } from "./api"
import type { Subject } from "./decide-dialogs"
import { subjectOfAll } from "./subjects"
import { MinimumMeter } from "./supplier-strip"
import { UrgencyBadge } from "./words"

type Props = { total: SupplierTotal; onApprove: (subject: Subject) => void; onReject: (subject: Subject) => void }

/** One order that would be made: its total, how long the worst lines last, and yes or no. */
export function SupplierCard({ total, onApprove, onReject }: Props) {
  const { t } = useLingui()
  const can = useCan()
  const { money, days } = useFormat()
  const filter: Filter = { state: "open", supplier_id: total.supplier?.id, location_id: total.location.id, without_supplier: total.supplier ? undefined : true }
  const worst = useQuery({
    queryKey: ["totals", path, "worst", filter],
    queryFn: ({ signal }) => get<Page<Suggestion>>(path, { ...filter, sort: "days_of_cover", limit: 3 }, signal),
    select: (page) => page.items,
  }).data
  const subject = () => subjectOfAll(filter, [total])
  const name = total.supplier?.name ?? t`No supplier`
  const { state: _, ...search } = filter
  return (
    <li className="card grid grid-cols-1 content-start gap-3 p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate text-base font-semibold">{name}</h2>
          <p className="truncate text-sm text-ink-soft">{total.location.name} · <Plural value={total.lines} one="# line" other="# lines" /></p>
        </div>
        <div className="shrink-0 text-right">
          <p className="tabular text-lg font-semibold">{money(total.amount, total.currency)}</p>
          {worst?.[0] && <p className="tabular text-xs text-ink-soft"><Trans>Shortest cover: {days(worst[0].days_of_cover)}</Trans></p>}
        </div>
      </div>
      <MinimumMeter total={total} />
      {worst ? (
        <ul aria-label={t`The most urgent lines`} className="grid grid-cols-1 gap-1.5">
          {worst.map((row) => <WorstLine key={row.id} row={row} />)}
        </ul>
      ) : (
        <Skeleton className="h-16 w-full" />
      )}
      <Link to={paths.suggestions} search={search} className="inline-flex min-h-11 items-center sm:min-h-8">{t`See all lines`}</Link>
      <div className="flex gap-2 [&>button]:min-h-11 [&>button]:flex-1">
        {can("planning.reject_suggestion") && <Button look="danger" icon={<X size={16} />} aria-label={t`Reject ${name}, ${total.location.name}`} onClick={() => onReject(subject())}>{t`Reject`}</Button>}
        {total.supplier && can("planning.approve_suggestion") && <Button look="primary" icon={<Check size={16} />} aria-label={t`Approve ${name}, ${total.location.name}`} onClick={() => onApprove(subject())}>{t`Approve`}</Button>}
      </div>
    </li>
  )
}

function WorstLine({ row }: { row: Suggestion }) {
  const { qty, days } = useFormat()
  return (
    <li className="flex flex-wrap items-center gap-x-2 text-sm">
      <span className="min-w-0 flex-1 truncate max-sm:basis-full">{row.product.name}</span>
      <UrgencyBadge urgency={row.urgency} />
      <span className="tabular w-16 shrink-0 text-right text-xs text-ink-soft max-sm:flex-1">{days(row.days_of_cover)}</span>
      <span className="tabular w-14 shrink-0 text-right font-medium">{qty(row.quantity)}</span>
    </li>
  )
}
