import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Pencil, Plus, Undo2 } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Badge } from "@/ui/badge"
import { Button, IconButton } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { Card } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { endOverride, overridesQuery, restoreOverride, type Override, type Product } from "./api"
import { OverrideDialog } from "./override-dialog"

/** What an override does, in a few words: "+30 %", "500 units in all". */
export function useHow(): (override: Pick<Override, "kind" | "value">) => string {
  const { t } = useLingui()
  const { change, number } = useFormat()
  return ({ kind, value }) => (kind === "factor" ? change(value - 1) : kind === "set" ? t`${number(value, 1)} units in all` : value < 0 ? t`${number(-value, 1)} units less` : t`${number(value, 1)} units more`)
}

/** What people expect instead of the statistics for this product, and why; changed in place. */
export function OverridesCard({ product, locationId, firstDay }: { product: Product; locationId?: number; firstDay: string }) {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const how = useHow()
  const { date } = useFormat()
  const { data, error, refetch } = useQuery(overridesQuery(product.id, locationId))
  const [editing, setEditing] = useState<{ override: Override | null } | null>(null)
  const canEdit = can("planning.override_forecast")
  const changed = () => client.invalidateQueries({ queryKey: ["product", product.id, "overrides"] })
  const end = async (override: Override) => {
    try {
      await endOverride(override)
      done(t`Override ended`, { detail: t`From the next plan on the statistics hold again.`, undo: () => void restoreOverride(override).then(changed, failed) })
    } catch (problem) {
      failed(problem)
    } finally {
      await changed()
    }
  }
  return (
    <Card title={t`Overrides of the forecast`} actions={canEdit && <Button icon={<Plus size={14} />} onClick={() => setEditing({ override: null })}>{t`Override`}</Button>}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton className="h-12 w-full" /> : data.length === 0 ? (
        <p className="text-sm text-ink-faint">{t`Nobody has overridden the forecast. Do it when you know something that past sales cannot: the plan keeps both, and judges them.`}</p>
      ) : (
        <ul className="grid divide-y">
          {data.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
              <span className="tabular font-semibold">{how(one)}</span>
              <span className="tabular text-ink-soft">{date(one.starts_on)} – {date(one.ends_on)}</span>
              {one.category && <Badge tone="info">{one.category}</Badge>}
              <Badge>{one.location?.name ?? t`All locations`}</Badge>
              <span className="min-w-0 flex-1 basis-48 text-ink-soft">“{one.reason}”, {one.author_name}</span>
              {canEdit && one.product && <IconButton size="sm" label={t`Change this override`} onClick={() => setEditing({ override: one })}><Pencil size={14} /></IconButton>}
              {canEdit && <IconButton size="sm" label={t`End this override`} onClick={() => void end(one)}><Undo2 size={14} /></IconButton>}
            </li>
          ))}
        </ul>
      )}
      {editing && <OverrideDialog product={product} override={editing.override} locationId={locationId} firstDay={firstDay} onClose={() => setEditing(null)} onSaved={() => void changed()} />}
    </Card>
  )
}
