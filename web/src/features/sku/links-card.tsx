import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { ArrowRight, Trash2 } from "lucide-react"
import { useState } from "react"
import { newKey } from "@/api/http"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Button, IconButton } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Card } from "@/ui/page"
import { ProductPicker } from "@/ui/pickers"
import { Skeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { deleteLink, linksQuery, saveLink, type Product, type ProductLink } from "./api"

/** Which product this one replaces, and which replaces it. */
export function LinksCard({ product, firstDay }: { product: Product; firstDay: string }) {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const { date, percent } = useFormat()
  const { data, error, refetch } = useQuery(linksQuery(product.id))
  const links = data ?? []
  const [old, setOld] = useState<number>()
  const canEdit = can("planning.link_product")
  const changed = () => client.invalidateQueries({ queryKey: ["product"] })
  const act = async (work: () => Promise<unknown>, words: string, undo?: () => void) => {
    try {
      await work()
      done(words, { undo })
      setOld(undefined)
      await changed()
    } catch (problem) {
      failed(problem)
    }
  }
  const link = (predecessor_id: number, share = 1, starts_on = firstDay, successor_id = product.id) => saveLink({ successor_id, predecessor_id, share, starts_on }, newKey())
  const remove = (one: ProductLink) => act(() => deleteLink(one), t`Link removed`, () => void link(one.predecessor.id, one.share, one.starts_on, one.successor.id).then(changed, failed))
  const hasPredecessor = links.some((one) => one.successor.id === product.id)
  if (error) return <Card title={t`Replacement`}><Failure error={error} onRetry={() => void refetch()} /></Card>
  if (!data) return <Card title={t`Replacement`}><Skeleton className="h-16 w-full" /></Card>
  if (links.length === 0 && !canEdit) return null
  return (
    <Card title={t`Replacement`}>
      <ul className="grid gap-2 text-sm">
        {links.map((one) => (
          <li key={one.id} className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <Link to={paths.product(one.predecessor.id)}>{one.predecessor.sku}</Link> <ArrowRight size={13} className="inline text-ink-faint" aria-label={t`replaced by`} /> <Link to={paths.product(one.successor.id)}>{one.successor.sku}</Link>
              <span className="block text-xs text-ink-faint">{t`from ${date(one.starts_on)}, ${percent(one.share, 0)} of its demand`}</span>
            </span>
            {canEdit && <IconButton size="sm" label={t`Remove this link`} onClick={() => void remove(one)}><Trash2 size={14} /></IconButton>}
          </li>
        ))}
      </ul>
      {canEdit && !hasPredecessor && (
        <div className="mt-2 grid gap-2">
          <p className="text-sm text-ink-soft">{t`New product? Say which one it replaces: it is forecast from that one's sales.`}</p>
          <div className="flex gap-2">
            <ProductPicker label={t`It replaces…`} value={old} onChange={setOld} className="min-w-0 flex-1" />
            <Button disabled={old === undefined} onClick={() => old !== undefined && void act(() => link(old), t`Link saved`)}>{t`Link`}</Button>
          </div>
        </div>
      )}
    </Card>
  )
}
