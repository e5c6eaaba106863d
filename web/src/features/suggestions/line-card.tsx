import { useLingui } from "@lingui/react/macro"
import { Check, CircleHelp, X } from "lucide-react"
import { useFormat } from "@/lib/format"
import { Button, IconButton } from "@/ui/button"
import type { Suggestion } from "./api"
import { QuantityField } from "./quantity"
import { UrgencyBadge } from "./words"

type Props = {
  row: Suggestion
  canEdit: boolean
  canApprove: boolean
  canReject: boolean
  onSave: (row: Suggestion, quantity: string) => Promise<unknown>
  onWhy: () => void
  onApprove: () => void
  onReject: () => void
}

/** One suggested line on a phone: what, how much, and the decision within reach of the thumb. */
export function LineCard({ row, canEdit, canApprove, canReject, onSave, onWhy, onApprove, onReject }: Props) {
  const { t } = useLingui()
  const f = useFormat()
  const isOpen = row.state === "open"
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-base font-medium">{row.product.name}</h3>
          <p className="truncate text-xs text-ink-faint">{row.product.sku} · {row.location.name}{row.supplier && ` · ${row.supplier.name}`}</p>
        </div>
        <UrgencyBadge urgency={row.urgency} />
      </div>
      <dl className="tabular grid grid-cols-3 gap-2 text-sm">
        <div><dt className="text-xs text-ink-faint">{t`On hand`}</dt><dd>{f.qty(row.on_hand)}</dd></div>
        <div><dt className="text-xs text-ink-faint">{t`Cover`}</dt><dd>{f.days(row.days_of_cover)}</dd></div>
        <div className="text-right"><dt className="text-xs text-ink-faint">{t`Amount`}</dt><dd className="font-medium">{f.money(row.amount, row.currency)}</dd></div>
      </dl>
      <QuantityField key={`${row.id}:${row.version}`} row={row} disabled={!canEdit || !isOpen} onSave={onSave} />
      <div className="flex gap-2">
        <IconButton look="plain" label={t`Why this number`} onClick={onWhy}><CircleHelp size={18} /></IconButton>
        {isOpen && canReject && <Button look="danger" icon={<X size={16} />} onClick={onReject} aria-label={t`Reject ${row.product.name}`} className="flex-1">{t`Reject`}</Button>}
        {isOpen && canApprove && <Button look="primary" icon={<Check size={16} />} onClick={onApprove} aria-label={t`Approve ${row.product.name}`} className="flex-1">{t`Approve`}</Button>}
      </div>
    </div>
  )
}
