import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { BellOff, CircleCheck } from "lucide-react"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { listKey, useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button, IconButton } from "@/ui/button"
import { ExportMenu } from "@/ui/download"
import { Empty } from "@/ui/empty"
import { FilterBar, SearchBox } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { LocationPicker } from "@/ui/pickers"
import { NoPlanOr, PlanDate, PlanNote, RunPlan } from "@/ui/plan-status"
import { DataTable, useSelection, type Column } from "@/ui/table"
import { done, failed } from "@/ui/toast"
import { dismiss, path, restore, totalsQuery, type Alert, type KindTotal, type Narrowing } from "./api"
import { AlertCard } from "./alert-card"
import { KindTiles } from "./kind-tiles"
import { KindBadge, NextStep } from "./words"

export type Search = Narrowing & { sort?: string }

/** Takes alerts off the list, with the way back. */
function useDismiss(said: (words: string) => void) {
  const { t } = useLingui()
  const client = useQueryClient()
  const changed = () => Promise.all([client.invalidateQueries({ queryKey: listKey(path) }), client.invalidateQueries({ queryKey: ["totals", path] })])
  return async (chosen: { ids: number[] } | { filter: Narrowing }) => {
    try {
      const { ids } = await dismiss(chosen)
      const back = () => void restore(ids).then(changed, failed)
      said(t`${ids.length} alerts dismissed`)
      done(ids.length === 1 ? t`Alert dismissed` : t`${ids.length} alerts dismissed`, { detail: t`It comes back if its cause goes away and returns.`, undo: ids.length ? back : undefined })
    } catch (error) {
      failed(error)
    } finally {
      await changed()
    }
  }
}

/** The cockpit of exceptions: what needs an eye, the most money at risk first, and what to do about it. */
export function AlertsPage() {
  const { t } = useLingui()
  const can = useCan()
  const [search, setSearch] = useFilters<Search>()
  const { kind, location_id, q, sort } = search
  const list = useList<Alert>(path, { ...search, count: true })
  const totals = useQuery(totalsQuery(location_id, q))
  const kinds = totals.data
  const selection = useSelection()
  const [said, setSaid] = useState("")
  const put = useDismiss(setSaid)
  const canDismiss = can("planning.dismiss_alert")
  const columns = useColumns(kinds ?? [], canDismiss ? (alert) => void put({ ids: [alert.id] }) : undefined)
  const change = (next: Partial<Search>) => (selection.clear(), setSearch(next))
  const dismissChosen = () => put(selection.isAll ? { filter: { kind, location_id, q } } : { ids: [...selection.keys].map(Number) }).then(selection.clear)
  const hasFilter = location_id !== undefined || q !== undefined
  return (
    <Page isFull title={t`Exceptions`} description={<PlanDate />} actions={<><RunPlan /><ExportMenu path={path} query={{ kind, location_id, q }} /></>}>
      <PlanNote />
      <KindTiles kinds={kinds} error={totals.error} onRetry={() => void totals.refetch()} chosen={kind} onChoose={(next) => change({ kind: next })} />
      <DataTable<Alert>
        toolbar={
          <FilterBar onClear={hasFilter || kind ? () => change({ kind: undefined, location_id: undefined, q: undefined }) : undefined}>
            <SearchBox label={t`Search by SKU or name`} value={q} onChange={(next) => change({ q: next })} />
            <LocationPicker value={location_id} onChange={(id) => change({ location_id: id })} />
          </FilterBar>
        }
        id="alerts" label={t`Exceptions`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={sort} onSort={(next) => setSearch({ sort: next })}
        selection={canDismiss ? selection : undefined} bulk={<Button icon={<BellOff size={14} />} onClick={() => void dismissChosen()}>{t`Dismiss`}</Button>}
        renderCard={(row) => <AlertCard alert={row} kinds={kinds ?? []} onDismiss={canDismiss ? () => void put({ ids: [row.id] }) : undefined} />}
        empty={
          <NoPlanOr>
            <Empty icon={<CircleCheck size={20} />} title={hasFilter || kind ? t`No alert matches these filters` : t`Nothing needs your eye`} action={(hasFilter || kind) && <Button onClick={() => change({ kind: undefined, location_id: undefined, q: undefined })}>{t`Show all alerts`}</Button>}>
              {t`Each plan looks for what ran out, what is about to, what is too much and what no longer sells.`}
            </Empty>
          </NoPlanOr>
        }
      />
      <p role="status" className="sr-only">{said}</p>
    </Page>
  )
}

function useColumns(kinds: KindTotal[], onDismiss: ((alert: Alert) => void) | undefined): Column<Alert>[] {
  const { t } = useLingui()
  const f = useFormat()
  return useMemo(
    () => [
      {
        id: "product", header: t`Product`, width: 190, grow: 2, isPinned: true, isFixed: true, sort: "sku",
        cell: (row) => <span title={row.product.name}><Link to={paths.product(row.product.id)} search={{ location_id: row.location.id }}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span></span>,
      },
      { id: "kind", header: t`Kind`, width: 126, cell: (row) => <KindBadge kind={row.kind} kinds={kinds} /> },
      { id: "location", header: t`Location`, width: 120, cell: (row) => row.location.name },
      { id: "money", header: t`Money at risk`, width: 130, align: "right", sort: "money_at_risk", help: t`Margin that may be lost, or cost of what is too much`, cell: (row) => f.money(row.money_at_risk, row.currency) },
      { id: "text", header: t`What happens`, width: 150, grow: 4, cell: (row) => <span title={row.text}>{row.text}</span> },
      { id: "next", header: t`Next step`, width: 186, isFixed: true, cell: (row) => <NextStep alert={row} /> },
      { id: "since", header: t`Since`, width: 96, isHidden: true, sort: "since", cell: (row) => <span title={f.time(row.since)}>{f.ago(row.since)}</span> },
      {
        id: "actions", header: t`Dismiss`, width: 76, isFixed: true, align: "center",
        cell: (row) => onDismiss && <IconButton size="sm" label={t`Dismiss the alert of ${row.product.sku}`} onClick={() => onDismiss(row)}><BellOff size={14} /></IconButton>,
      },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the handler only closes over stable setters
    [t, f, kinds, onDismiss === undefined],
  )
}
