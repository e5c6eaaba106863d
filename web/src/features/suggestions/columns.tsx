import { useLingui } from "@lingui/react/macro"
import { Check, CircleHelp, RotateCcw, X } from "lucide-react"
import { useMemo } from "react"
import { addDecimals } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { IconButton } from "@/ui/button"
import { Link } from "@/ui/link"
import type { Column } from "@/ui/table"
import type { State, Suggestion } from "./api"
import { Quantity } from "./quantity"
import { UrgencyBadge } from "./words"

type Options = {
  state: State
  canEdit: boolean
  canApprove: boolean
  canReject: boolean
  hasSupplier: boolean
  footer: { lines: string; amount: string }
  onSave: (row: Suggestion, quantity: string) => Promise<unknown>
  onWhy: (row: Suggestion) => void
  onApprove: (row: Suggestion) => void
  onReject: (row: Suggestion) => void
  onReopen: (row: Suggestion) => void
}

function Actions({ row, options }: { row: Suggestion; options: Options }) {
  const { t } = useLingui()
  if (row.state === "rejected" && options.canReject)
    return <IconButton size="sm" label={t`Reopen ${row.product.sku}`} onClick={() => options.onReopen(row)}><RotateCcw size={14} /></IconButton>
  if (row.state === "approved" && row.order_id !== null) return <Link to={paths.order(row.order_id)}>{t`Order`}</Link>
  if (row.state !== "open") return null
  return (
    <span className="flex">
      {options.canApprove && <IconButton size="sm" label={t`Approve ${row.product.sku}`} className="!text-good" onClick={() => options.onApprove(row)}><Check size={15} /></IconButton>}
      {options.canReject && <IconButton size="sm" label={t`Reject ${row.product.sku}`} className="!text-bad" onClick={() => options.onReject(row)}><X size={15} /></IconButton>}
    </span>
  )
}

function Product({ row }: { row: Suggestion }) {
  return (
    <span title={`${row.product.sku} · ${row.product.name}`}>
      <Link to={paths.product(row.product.id)} search={{ location_id: row.location.id }}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span>
    </span>
  )
}

function useStockColumns(): Column<Suggestion>[] {
  const { t } = useLingui()
  const f = useFormat()
  return [
    { id: "on_hand", header: t`In stock`, width: 70, help: t`On hand`, align: "right", cell: (row) => f.qty(row.on_hand) },
    {
      id: "coming", header: t`Coming`, width: 74, align: "right", help: t`On order and in transit`,
      cell: (row) => <span title={t`On order ${f.qty(row.on_order)}, in transit ${f.qty(row.in_transit)}`}>{f.qty(addDecimals([row.on_order, row.in_transit]))}</span>,
    },
    { id: "cover", header: t`Days`, width: 62, align: "right", sort: "days_of_cover", help: t`Days that the stock on hand lasts`, cell: (row) => f.number(row.days_of_cover, 1) },
    { id: "forecast", header: t`Forecast`, width: 84, align: "right", help: t`Expected sales over lead time and review period`, cell: (row) => f.number(row.forecast_protection, 1) },
  ]
}

/** The columns of the grid; the order is the order in which a buyer decides. */
export function useColumns(options: Options): Column<Suggestion>[] {
  const { t } = useLingui()
  const f = useFormat()
  const stock = useStockColumns()
  return useMemo(
    () => [
      { id: "product", header: t`Product`, width: 264, grow: 2, isPinned: true, isFixed: true, sort: "sku", cell: (row) => <Product row={row} />, footer: options.footer.lines },
      { id: "urgency", header: t`Urgency`, width: 96, sort: "urgency", cell: (row) => <UrgencyBadge urgency={row.urgency} /> },
      { id: "location", header: t`Location`, width: 106, sort: "location", cell: (row) => <span title={row.location.name}>{row.location.name}</span> },
      ...stock,
      {
        id: "suggested", header: t`Suggested`, width: 86, align: "right", help: t`Why this number`,
        cell: (row) => (
          <button type="button" aria-label={t`Why ${f.qty(row.quantity_suggested)} of ${row.product.sku}`} onClick={() => options.onWhy(row)} className="inline-flex min-h-6 items-center gap-1 rounded hover:text-accent-ink">
            {f.qty(row.quantity_suggested)} <CircleHelp size={13} aria-hidden="true" className="text-ink-faint" />
          </button>
        ),
      },
      {
        id: "quantity", header: t`Quantity`, width: 92, align: "right", isFixed: true, sort: "quantity", cell: (row) => <Quantity row={row} />,
        edit: { kind: "decimal", value: (row) => row.quantity, save: options.onSave, can: (row) => options.canEdit && row.state === "open", label: (row) => t`Quantity of ${row.product.sku} for ${row.location.name}` },
      },
      { id: "amount", header: t`Amount`, width: 104, align: "right", sort: "amount", cell: (row) => f.money(row.amount, row.currency), footer: options.footer.amount },
      { id: "actions", header: t`Decide`, width: 68, isFixed: true, cell: (row) => <Actions row={row} options={options} /> },
      { id: "class", header: t`Class`, width: 74, align: "center", sort: "abc", help: t`ABC by value sold, XYZ by how regular it sells`, cell: (row) => `${row.abc}${row.xyz}` },
      { id: "reason", header: t`Reason`, width: 160, isHidden: options.state !== "rejected", cell: (row) => <span title={row.reject_reason ?? ""}>{row.reject_reason}</span> },
      { id: "order_by", header: t`Order by`, width: 84, sort: "order_by", cell: (row) => f.shortDate(row.order_by) },
      { id: "unit_cost", header: t`Unit cost`, width: 92, align: "right", cell: (row) => f.price(row.unit_cost, row.currency) },
      { id: "supplier", header: t`Supplier`, width: 150, grow: 1, sort: "supplier", isHidden: options.hasSupplier, cell: (row) => <span title={row.supplier?.name}>{row.supplier?.name ?? <span className="text-bad">{t`No supplier`}</span>}</span> },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- stock follows t and f
    [t, f, options],
  )
}
