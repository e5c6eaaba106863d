import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Check, ChevronDown, ChevronUp, RotateCcw, X } from "lucide-react"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { forecastQuery } from "@/lib/plan"
import { Button, IconButton } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { ForecastChart } from "@/ui/forecast-chart"
import { Link } from "@/ui/link"
import { Facts, Note } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { Why } from "@/ui/why"
import type { Suggestion } from "./api"
import { QuantityField } from "./quantity"
import { UrgencyBadge } from "./words"

type Props = {
  row: Suggestion
  onClose: () => void
  onStep: (step: 1 | -1) => void
  canEdit: boolean
  canApprove: boolean
  canReject: boolean
  onSave: (row: Suggestion, quantity: string) => Promise<unknown>
  onApprove: (row: Suggestion) => void
  onReject: (row: Suggestion) => void
  onReopen: (row: Suggestion) => void
}

/** Why this number: reasons, the calculation with its values, what sold and what is expected, and the decision itself. */
export function WhyDrawer(props: Props) {
  const { t } = useLingui()
  const { row } = props
  return (
    <Drawer
      open onOpenChange={(open) => !open && props.onClose()} title={row.product.name}
      description={<><Link to={paths.product(row.product.id)} search={{ location_id: row.location.id }}>{row.product.sku}</Link> · {row.location.name}{row.supplier && ` · ${row.supplier.name}`}</>}
      footer={<Decide {...props} />}
    >
      <div className="grid gap-5">
        {row.note_text && <Note tone="warn">{row.note_text}</Note>}
        {row.state === "rejected" && <Note><Trans>Rejected by {row.decided_by}: {row.reject_reason}</Trans></Note>}
        <Summary row={row} canEdit={props.canEdit} onSave={props.onSave} />
        <section className="grid gap-2">
          <h3 className="text-sm font-semibold">{t`Why this number`}</h3>
          <Why productId={row.product.id} locationId={row.location.id} kept={row.explanation}>
            <section className="grid gap-2">
              <h3 className="text-sm font-semibold">{t`What sold and what is expected`}</h3>
              <History row={row} />
            </section>
          </Why>
        </section>
      </div>
    </Drawer>
  )
}

function Summary({ row, canEdit, onSave }: Pick<Props, "row" | "canEdit" | "onSave">) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <div className="grid gap-3 sm:grid-cols-[9rem_1fr] sm:gap-6">
      <QuantityField key={`${row.id}:${row.version}`} row={row} disabled={!canEdit || row.state !== "open"} onSave={onSave} />
      <Facts
        columns={1}
        items={[
          [t`Urgency`, <UrgencyBadge key="urgency" urgency={row.urgency} />],
          [t`Amount`, f.money(row.amount, row.currency)],
          [t`Order by`, f.date(row.order_by)],
          [t`Arrives`, f.date(row.arrives_on)],
        ]}
      />
    </div>
  )
}

function History({ row }: { row: Suggestion }) {
  const { t } = useLingui()
  const { data: forecast, isPending, isError } = useQuery(forecastQuery(row.product.id, row.location.id, 90))
  if (isPending) return <Skeleton className="h-48 w-full" />
  if (isError || !forecast) return <p className="text-sm text-ink-faint">{t`There is no forecast to show.`}</p>
  return <ForecastChart forecast={forecast} height={200} />
}

function Decide({ row, onStep, canApprove, canReject, onApprove, onReject, onReopen }: Props) {
  const { t } = useLingui()
  return (
    <>
      <span className="mr-auto flex gap-1">
        <IconButton label={t`Previous line`} onClick={() => onStep(-1)}><ChevronUp size={16} /></IconButton>
        <IconButton label={t`Next line`} onClick={() => onStep(1)}><ChevronDown size={16} /></IconButton>
      </span>
      {row.state === "open" && canReject && <Button look="danger" icon={<X size={14} />} onClick={() => onReject(row)}>{t`Reject`}</Button>}
      {row.state === "open" && canApprove && <Button look="primary" icon={<Check size={14} />} onClick={() => onApprove(row)}>{t`Approve`}</Button>}
      {row.state === "rejected" && canReject && <Button icon={<RotateCcw size={14} />} onClick={() => onReopen(row)}>{t`Reopen`}</Button>}
      {row.order_id !== null && <Link to={paths.order(row.order_id)}>{t`See the order`}</Link>}
    </>
  )
}
