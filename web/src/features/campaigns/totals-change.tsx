import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { Button } from "@/ui/button"
import { Note } from "@/ui/page"
import type { Totals } from "./api"

/** What leaving products out did to the totals, with the way back. */
export function TotalsChange({ count, before, after, currency, onUndo }: { count: number; before: Totals; after: Totals; currency: string; onUndo: () => void }) {
  const { t } = useLingui()
  const { money, number } = useFormat()
  const figures: [string, string, string][] = [
    [t`Products discounted`, number(before.discounted), number(after.discounted)],
    ...(before.loses === null ? [] : [[t`Would lose`, number(before.loses), number(after.loses)] as [string, string, string]]),
    ...(before.revenue === null && after.revenue === null ? [] : [[t`Revenue expected`, money(before.revenue, currency), money(after.revenue, currency)] as [string, string, string]]),
    ...(before.profit === null && after.profit === null ? [] : [[t`Profit expected`, money(before.profit, currency), money(after.profit, currency)] as [string, string, string]]),
  ]
  return (
    <Note>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2" role="status">
        <span className="font-medium">{t`Products left out: ${number(count)}`}</span>
        {figures.map(([name, was, is]) => <span key={name} className="tabular">{name}: {was} → <strong>{is}</strong></span>)}
        <Button size="sm" onClick={onUndo}>{t`Undo`}</Button>
      </div>
    </Note>
  )
}
