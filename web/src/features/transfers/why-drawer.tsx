import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Drawer } from "@/ui/dialog"
import { Link } from "@/ui/link"
import { Facts, Note } from "@/ui/page"
import { useLocations } from "@/ui/pickers"
import { Sentences, Why } from "@/ui/why"
import type { TransferSuggestion } from "./api"

/** Why this move: the reasons, and how each end that the person may see stands. */
export function WhyDrawer({ row, onClose }: { row: TransferSuggestion; onClose: () => void }) {
  const { t } = useLingui()
  const { qty, money, date } = useFormat()
  const seen = useLocations()
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={row.product.name} description={<><Link to={paths.product(row.product.id)}>{row.product.sku}</Link> · {row.from.name} → {row.to.name}</>}>
      <div className="grid gap-5">
        {row.note_text && <Note tone="warn">{row.note_text}</Note>}
        <Facts items={[[t`Quantity`, qty(row.quantity)], [t`Value at cost`, money(row.value, row.currency)], [t`Ship by`, date(row.ship_by)], [t`Suggested`, qty(row.quantity_suggested)]]} />
        {row.explanation.sentences.length > 0 && <section className="grid gap-2"><h3 className="text-sm font-semibold">{t`Why this number`}</h3><Sentences of={row.explanation.sentences} /></section>}
        {[row.to, row.from].filter((end) => seen.some((one) => one.id === end.id)).map((end) => (
          <section key={end.id} className="grid gap-2"><h3 className="text-sm font-semibold">{end.name}</h3><Why productId={row.product.id} locationId={end.id} hasParameters={false} /></section>
        ))}
      </div>
    </Drawer>
  )
}
