import { useLingui } from "@lingui/react/macro"
import { ArrowRight, Check, CircleHelp, X } from "lucide-react"
import { useFormat } from "@/lib/format"
import { Button, IconButton } from "@/ui/button"
import type { TransferSuggestion } from "./api"

type Props = { row: TransferSuggestion; canApprove: boolean; canReject: boolean; onWhy: () => void; onApprove: () => void; onReject: () => void }

/** One suggested transfer on a phone. */
export function SuggestedCard({ row, canApprove, canReject, onWhy, onApprove, onReject }: Props) {
  const { t } = useLingui()
  const { qty, money, shortDate } = useFormat()
  const isOpen = row.state === "open"
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="truncate text-base font-medium">{row.product.name}</h3>
          <p className="text-xs text-ink-faint">{row.product.sku}</p>
        </div>
        <p className="tabular shrink-0 text-lg font-semibold">{qty(row.quantity)}</p>
      </div>
      <p className="flex min-w-0 items-center gap-1.5 text-sm text-ink-soft"><span className="truncate">{row.from.name}</span><ArrowRight size={14} aria-hidden="true" className="shrink-0" /><span className="truncate">{row.to.name}</span></p>
      <p className="tabular text-xs text-ink-faint">{money(row.value, row.currency)} · {t`ship by ${shortDate(row.ship_by)}`}</p>
      <div className="flex gap-2">
        <IconButton look="plain" label={t`Why this number`} onClick={onWhy}><CircleHelp size={18} /></IconButton>
        {isOpen && canReject && <Button look="danger" icon={<X size={16} />} onClick={onReject} className="min-w-0 flex-1" aria-label={t`Reject ${row.product.name}`}>{t`Reject`}</Button>}
        {isOpen && canApprove && <Button look="primary" icon={<Check size={16} />} onClick={onApprove} className="min-w-0 flex-1" aria-label={t`Approve ${row.product.name}`}>{t`Approve`}</Button>}
      </div>
    </div>
  )
}
