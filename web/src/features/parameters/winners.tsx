import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Crown, Pencil, Plus } from "lucide-react"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { useParameterValue } from "@/lib/parameters"
import { whyQuery } from "@/lib/plan"
import { IconButton } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { Card } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { draftOf } from "./scope"
import { placeQuery, seriesCountQuery, type Draft, type Kind, type Parameter, type Place, type Sheet } from "./api"
import { laddersOf, type Rung } from "./rungs"

type Props = { sheet: Sheet; productId: number; locationId: number; onSet?: (draft: Partial<Draft>) => void }

/** For one product at one location: the value each level gives every parameter, and which one wins. */
export function Winners({ sheet, productId, locationId, onSet }: Props) {
  const { t } = useLingui()
  const place = useQuery(placeQuery(productId, locationId))
  const why = useQuery(whyQuery(productId, locationId))
  if (place.error) return <Failure error={place.error} onRetry={() => void place.refetch()} />
  if (why.error) return <Failure error={why.error} onRetry={() => void why.refetch()} />
  if (!place.data || why.isPending) return <Skeleton className="h-64 w-full" />
  const { product, location } = place.data
  const inForce = why.data?.parameters ?? []
  const names = [t`Built-in`, t`Company`, t({ message: "Records", context: "of location and supplier" }), t`Location`, t`Category`, t`Class`, t`Product`]
  return (
    <Card title={t`What wins for ${product.name} at ${location.name}`}>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t`Values by level`}>
        <table className="tabular w-full min-w-[52rem] text-sm">
          <thead className="text-xs text-ink-faint">
            <tr><th scope="col" className="sticky left-0 bg-surface py-1 text-left font-medium">{t`Parameter`}</th>{names.map((name) => <th key={name} scope="col" className="px-2 py-1 text-right font-medium">{name}</th>)}</tr>
          </thead>
          <tbody>
            {sheet.kinds.map((kind) => (
              <Row key={kind.name} kind={kind} place={place.data} rungs={laddersOf(kind, sheet.items, place.data, inForce)} onSet={onSet} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-3 text-xs text-ink-faint">{t`The crown marks the value that holds; in brackets how many series its level has. The pencil changes a value, the plus sets one.`}</p>
    </Card>
  )
}

function Row({ kind, place, rungs, onSet }: { kind: Kind; place: Place; rungs: Rung[]; onSet?: (draft: Partial<Draft>) => void }) {
  const [title] = kind.label.split(":")
  return (
    <tr className="border-t">
      <th scope="row" className="sticky left-0 max-w-64 bg-surface py-1.5 pr-3 text-left font-medium max-sm:max-w-40" title={kind.label}>{title}</th>
      {rungs.map((rung) => <Cell key={rung.level} kind={kind} rung={rung} place={place} onSet={onSet} />)}
    </tr>
  )
}

function Cell({ kind, rung, place, onSet }: { kind: Kind; rung: Rung; place: Place; onSet?: (draft: Partial<Draft>) => void }) {
  const { t } = useLingui()
  const write = useParameterValue()
  const title = kind.label.split(":")[0] ?? kind.name
  const value = rung.value === null ? "—" : write(kind, rung.value)
  const set = (item?: Parameter) => onSet?.(item ? draftOf(item) : { name: kind.name, ...rung.scope })
  return (
    <td className={cx("px-2 py-1 text-right", rung.wins && "bg-accent-soft font-semibold text-accent-ink")}>
      <span className="inline-flex items-center justify-end gap-1">
        {rung.wins && <Crown size={13} aria-label={t`This value holds`} />}
        {rung.value === null ? (rung.scope && onSet ? <IconButton size="sm" label={t`Set ${title} here`} onClick={() => set()}><Plus size={12} /></IconButton> : <span className="text-ink-faint">—</span>) : (
          <span title={rung.detail}>{value}{rung.detail && <span className="block text-xs font-normal text-ink-faint">{rung.detail}</span>}</span>
        )}
        {rung.value !== null && rung.scope && onSet && <><IconButton size="sm" label={t`Change ${title}, ${value}`} onClick={() => set(rung.item)}><Pencil size={12} /></IconButton></>}
        {rung.wins && <Reach rung={rung} place={place} />}
      </span>
    </td>
  )
}

/** How many series of the plan lie within the level whose value holds. */
function Reach({ rung, place }: { rung: Rung; place: Place }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const { data } = useQuery({ ...seriesCountQuery(rung.item ? draftOf(rung.item) : {}, place), enabled: rung.item !== undefined })
  return data === undefined ? null : <span className="text-xs font-normal text-ink-faint" title={t`Series within this level`}>({number(data, 0)})</span>
}
