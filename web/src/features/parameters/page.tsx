import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { useState } from "react"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { FilterBar } from "@/ui/filter-bar"
import { Page } from "@/ui/page"
import { LocationPicker, ProductPicker } from "@/ui/pickers"
import { Skeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { deleteParameter, setParameter, sheetQuery, type Draft, type Narrowing, type Parameter } from "./api"
import { draftOf, isWithin } from "./scope"
import { KindCard } from "./kind-card"
import { Ladder } from "./ladder"
import { ParameterDialog } from "./parameter-dialog"
import { Winners } from "./winners"

/** What the plan is told: each parameter, its value for the company, and where another value holds. */
export function ParametersPage() {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const [narrowing, setNarrowing] = useFilters<Narrowing>()
  const { data: sheet, error, refetch } = useQuery(sheetQuery)
  const [editing, setEditing] = useState<Partial<Draft> | null>(null)
  const [said, setSaid] = useState("")
  const canEdit = can("planning.set_parameter")
  const changed = (words: string) => {
    setSaid(words)
    return Promise.all([client.invalidateQueries({ queryKey: sheetQuery.queryKey }), client.invalidateQueries({ queryKey: ["planning", "why"] })])
  }
  const remove = async (parameter: Parameter) => {
    try {
      await deleteParameter(parameter)
      const back = () => void setParameter(draftOf(parameter)).then(() => changed(t`Value put back`), failed)
      done(t`Value removed`, { detail: t`From the next plan on the value of the next wider scope holds.`, undo: back })
    } catch (problem) {
      failed(problem)
    } finally {
      await changed(t`Value removed`)
    }
  }
  const hasFilter = Object.values(narrowing).some((value) => value !== undefined)
  return (
    <Page
      title={t`Planning parameters`} description={t`What the plan assumes and aims at. Changes hold from the next plan on.`}
      actions={canEdit && <Button look="primary" icon={<Plus size={15} />} onClick={() => setEditing({ ...narrowing })}>{t`Set a value`}</Button>}
    >
      <Ladder />
      <FilterBar onClear={hasFilter ? () => setNarrowing({ product_id: undefined, location_id: undefined, category_id: undefined }) : undefined}>
        <ProductPicker value={narrowing.product_id} onChange={(product_id) => setNarrowing({ product_id })} />
        <LocationPicker value={narrowing.location_id} onChange={(location_id) => setNarrowing({ location_id })} />
      </FilterBar>
      {sheet && narrowing.product_id !== undefined && narrowing.location_id !== undefined ? (
        <Winners sheet={sheet} productId={narrowing.product_id} locationId={narrowing.location_id} onSet={canEdit ? (draft) => setEditing(draft) : undefined} />
      ) : <p className="text-sm text-ink-soft">{t`Choose a product and a location to see which value wins there.`}</p>}
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !sheet ? <div className="grid gap-3" aria-busy="true"><Skeleton className="h-24 w-full" /><Skeleton className="h-24 w-full" /><Skeleton className="h-24 w-full" /></div> : (
        <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
          {sheet.kinds.map((kind) => (
            <KindCard
              key={kind.name} kind={kind} items={sheet.items.filter((item) => item.name === kind.name && isWithin(item, narrowing))}
              onSet={canEdit ? (parameter) => setEditing(parameter ? draftOf(parameter) : { name: kind.name, ...(kind.company_only ? {} : narrowing) }) : undefined}
              onRemove={can("planning.delete_parameter") ? (parameter) => void remove(parameter) : undefined}
            />
          ))}
        </div>
      )}
      <p role="status" className="sr-only">{said}</p>
      {editing && sheet && <ParameterDialog kinds={sheet.kinds} items={sheet.items} start={editing} onClose={() => setEditing(null)} onSaved={() => void changed(t`Value saved`)} />}
    </Page>
  )
}
