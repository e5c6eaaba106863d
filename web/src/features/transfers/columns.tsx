import { useLingui } from "@lingui/react/macro"
import { Check, CircleHelp, RotateCcw, X } from "lucide-react"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Badge } from "@/ui/badge"
import { IconButton } from "@/ui/button"
import { Link } from "@/ui/link"
import type { Column } from "@/ui/table"
import type { State, TransferSuggestion } from "./api"
import { useKindWords } from "./words"

type Options = {
  state: State
  canEdit: boolean
  canApprove: boolean
  canReject: boolean
  onSave: (row: TransferSuggestion, quantity: string) => Promise<unknown>
  onWhy: (row: TransferSuggestion) => void
  onApprove: (row: TransferSuggestion) => void
  onReject: (row: TransferSuggestion) => void
  onReopen: (row: TransferSuggestion) => void
}

function Actions({ row, options }: { row: TransferSuggestion; options: Options }) {
  const { t } = useLingui()
  if (row.state === "rejected" && options.canReject) return <IconButton size="sm" label={t`Reopen ${row.product.sku}`} onClick={() => options.onReopen(row)}><RotateCcw size={14} /></IconButton>
  if (row.state === "approved" && row.transfer_id !== null) return <Link to={paths.transfers} search={{ show: "documents", open: row.transfer_id }}>{t`Transfer`}</Link>
  if (row.state !== "open") return null
  return (
    <span className="flex">
      {options.canApprove && <IconButton size="sm" label={t`Approve ${row.product.sku}`} className="!text-good" onClick={() => options.onApprove(row)}><Check size={15} /></IconButton>}
      {options.canReject && <IconButton size="sm" label={t`Reject ${row.product.sku}`} className="!text-bad" onClick={() => options.onReject(row)}><X size={15} /></IconButton>}
    </span>
  )
}

export function useColumns(options: Options): Column<TransferSuggestion>[] {
  const { t } = useLingui()
  const f = useFormat()
  const kinds = useKindWords()
  return [
    {
      id: "product", header: t`Product`, width: 210, grow: 2, isPinned: true, isFixed: true, sort: "sku",
      cell: (row) => <span title={row.product.name}><Link to={paths.product(row.product.id)}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span></span>,
    },
    { id: "from", header: t`Origin`, width: 130, grow: 1, sort: "from", cell: (row) => row.from.name },
    { id: "to", header: t`Destination`, width: 130, grow: 1, sort: "to", cell: (row) => row.to.name },
    { id: "kind", header: t`Kind`, width: 128, help: t`Supply: a centre serves its stores. Balance: excess goes where it lacks.`, cell: (row) => <Badge tone={row.kind === "supply" ? "info" : "accent"}>{kinds[row.kind]}</Badge> },
    {
      id: "suggested", header: t`Suggested`, width: 98, align: "right", help: t`Why this number`,
      cell: (row) => (
        <button type="button" aria-label={t`Why ${f.qty(row.quantity_suggested)} of ${row.product.sku}`} onClick={() => options.onWhy(row)} className="inline-flex min-h-6 items-center gap-1 rounded hover:text-accent-ink">
          {f.qty(row.quantity_suggested)} <CircleHelp size={13} aria-hidden="true" className="text-ink-faint" />
        </button>
      ),
    },
    {
      id: "quantity", header: t`Quantity`, width: 92, align: "right", isFixed: true, cell: (row) => <span className={row.edited ? "font-semibold text-accent-ink" : "font-medium"}>{f.qty(row.quantity)}</span>,
      edit: { kind: "decimal", value: (row) => row.quantity, save: options.onSave, can: (row) => options.canEdit && row.state === "open", label: (row) => t`Quantity of ${row.product.sku} from ${row.from.name} to ${row.to.name}` },
    },
    { id: "value", header: t`Value at cost`, width: 118, align: "right", sort: "value", cell: (row) => f.money(row.value, row.currency) },
    { id: "ship_by", header: t`Ship by`, width: 118, cell: (row) => f.shortDate(row.ship_by) },
    { id: "reason", header: t`Reason`, width: 160, isHidden: options.state !== "rejected", cell: (row) => row.reject_reason },
    { id: "actions", header: t`Decide`, width: 76, isFixed: true, cell: (row) => <Actions row={row} options={options} /> },
  ]
}
