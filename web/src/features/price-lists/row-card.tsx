import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { Badge } from "@/ui/badge"
import { Button } from "@/ui/button"
import type { Row } from "./api"
import { KindBadge } from "./words"

/** A product of a list on a phone. */
export function RowCard({ row, currency, onHistory }: { row: Row; currency: string; onHistory: () => void }) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <div className="grid gap-1 text-sm">
      <p className="text-base font-medium">{row.product.name}</p>
      <p className="tabular flex flex-wrap items-center justify-between gap-2 text-ink-soft">
        <span>{row.product.sku}</span>
        <span>{(row.price !== null || !row.has_draft) && <span className={row.is_below_floor && !row.has_draft ? "text-bad" : undefined}>{f.price(row.price, currency)}</span>}{row.has_draft && <>{row.price !== null && " → "}<span className={row.is_below_floor ? "font-semibold text-bad" : "font-semibold text-ink"}>{row.draft_price === null ? t`leaves` : f.price(row.draft_price, currency)}</span></>}</span>
      </p>
      <p className="flex flex-wrap items-center gap-2">{row.has_draft && <KindBadge kind={row.kind} />}{row.is_below_floor && <Badge tone="bad">{t`Below floor`}</Badge>}{row.draft_margin_percent !== null && <span className="text-ink-soft">{t`margin ${f.percent(Number(row.draft_margin_percent) / 100)}`}</span>}<Button size="sm" className="ml-auto" onClick={onHistory}>{t`History`}</Button></p>
    </div>
  )
}
