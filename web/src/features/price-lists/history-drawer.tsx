import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { Badge } from "@/ui/badge"
import { Drawer } from "@/ui/dialog"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { Skeleton } from "@/ui/progress"
import { historyQuery } from "./api"
import { useSourceWords } from "./words"

type Props = { product: { id: number; sku: string; name: string }; listId?: number; onClose: () => void }

/** Every price that a product had in a list, the newest first. */
export function HistoryDrawer({ product, listId, onClose }: Props) {
  const { t } = useLingui()
  const f = useFormat()
  const sources = useSourceWords()
  const { data: past, error, refetch } = useQuery(historyQuery(product.id, listId))
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={product.name} description={t`${product.sku} · how its prices came about`}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : past === undefined ? <Skeleton className="h-40 w-full" /> : past.length === 0 ? <Empty title={t`No price was published yet`}>{t`Prices appear here once a version with them is published.`}</Empty> : (
        <ol className="grid gap-2">
          {past.map((one) => (
            <li key={`${one.price_list.id}-${one.version_number}`} className="card grid gap-0.5 p-3 text-sm">
              <p className="tabular flex flex-wrap items-baseline justify-between gap-2">
                <span className="text-base font-semibold">{one.price === null ? t`Left the list` : f.price(one.price, one.currency)}</span>
                <span className="flex gap-2">{one.change_percent !== null && <span className="text-ink-soft">{f.change(Number(one.change_percent) / 100)}</span>}{one.is_now && <Badge tone="good">{t`In force`}</Badge>}</span>
              </p>
              <p className="text-ink-soft">{t`from ${f.time(one.starts_at)}`}{one.until && ` ${t`until ${f.time(one.until)}`}`}</p>
              <p className="text-ink-faint">{one.price_list.name} · {t`version ${one.version_number}`} · {sources[one.source]} · <Trans>published by {one.published_by ?? "—"}</Trans>{one.reverts !== null && <> · <Trans>undoes version {one.reverts}</Trans></>}</p>
              {one.breaks.length > 0 && <p className="tabular text-ink-soft">{one.breaks.map((step) => t`from ${f.qty(step.least)}: ${f.price(step.price, one.currency)}`).join(" · ")}</p>}
              {one.note && <p>“{one.note}”</p>}
            </li>
          ))}
        </ol>
      )}
    </Drawer>
  )
}
