import { useLingui } from "@lingui/react/macro"
import { useQueries, useQueryClient } from "@tanstack/react-query"
import { BellOff, CircleCheck } from "lucide-react"
import { useMemo, useState } from "react"
import { get } from "@/api/http"
import type { Page as Rows } from "@/api/types"
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
import { Segments } from "@/ui/segments"
import { DataTable, type Column } from "@/ui/table"
import { done, failed } from "@/ui/toast"
import { dismiss, kinds, path, type Alert, type Kind } from "./api"
import { AlertCard } from "./alert-card"
import { KindBadge, useKindWords } from "./words"

export type Search = { kind?: Kind; location_id?: number; q?: string; sort?: string }

/** How many alerts there are of each kind, for the tabs. */
function useCounts(location_id: number | undefined, q: string | undefined): Partial<Record<Kind, number>> {
  const answers = useQueries({
    queries: kinds.map((kind) => ({
      queryKey: ["totals", path, kind, location_id, q],
      queryFn: () => get<Rows<Alert>>(path, { kind, location_id, q, limit: 1, count: true }),
    })),
  })
  return Object.fromEntries(kinds.map((kind, index) => [kind, answers[index]?.data?.total ?? undefined]))
}

/** What needs an eye, the most money at risk first. */
export function AlertsPage() {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const words = useKindWords()
  const [search, setSearch] = useFilters<Search>()
  const { kind, location_id, q, sort } = search
  const list = useList<Alert>(path, { ...search, count: true })
  const counts = useCounts(location_id, q)
  const { number } = useFormat()
  const [said, setSaid] = useState("")
  const put = async (alert: Alert) => {
    try {
      await dismiss(alert)
      setSaid(t`Alert of ${alert.product.sku} dismissed`)
      done(t`Alert dismissed`, { detail: t`It comes back if its cause goes away and returns.` })
    } catch (error) {
      failed(error)
    } finally {
      await Promise.all([client.invalidateQueries({ queryKey: listKey(path) }), client.invalidateQueries({ queryKey: ["totals", path] })])
    }
  }
  const columns = useColumns(can("planning.dismiss_alert") ? (alert) => void put(alert) : undefined)
  const known = kinds.map((one) => counts[one])
  const all = known.every((count) => count !== undefined) ? known.reduce((sum: number, count) => sum + (count ?? 0), 0) : undefined
  const hasFilter = location_id !== undefined || q !== undefined
  return (
    <Page isFull title={t`Alerts`} description={<PlanDate />} actions={<><RunPlan /><ExportMenu path={path} query={{ kind, location_id, q }} /></>}>
      <PlanNote />
      <DataTable<Alert>
        toolbar={
          <FilterBar onClear={hasFilter ? () => setSearch({ location_id: undefined, q: undefined }) : undefined}>
            <Segments
              label={t`Kind`} value={kind ?? "all"} onChange={(next) => setSearch({ kind: next === "all" ? undefined : next })}
              options={[{ value: "all" as const, label: t`All`, count: number(all, 0) }, ...kinds.map((value) => ({ value, label: words[value], count: number(counts[value], 0) }))]}
            />
            <SearchBox label={t`Search by SKU or name`} value={q} onChange={(next) => setSearch({ q: next })} />
            <LocationPicker value={location_id} onChange={(id) => setSearch({ location_id: id })} />
          </FilterBar>
        }
        id="alerts" label={t`Alerts`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={sort} onSort={(next) => setSearch({ sort: next })}
        renderCard={(row) => <AlertCard alert={row} onDismiss={can("planning.dismiss_alert") ? () => void put(row) : undefined} />}
        empty={
          <NoPlanOr>
            <Empty icon={<CircleCheck size={20} />} title={hasFilter || kind ? t`No alert matches these filters` : t`Nothing needs your eye`} action={(hasFilter || kind) && <Button onClick={() => setSearch({ kind: undefined, location_id: undefined, q: undefined })}>{t`Show all alerts`}</Button>}>
              {t`Each plan looks for what ran out, what is about to, what is too much and what no longer sells.`}
            </Empty>
          </NoPlanOr>
        }
      />
      <p role="status" className="sr-only">{said}</p>
    </Page>
  )
}

function useColumns(onDismiss: ((alert: Alert) => void) | undefined): Column<Alert>[] {
  const { t } = useLingui()
  const f = useFormat()
  return useMemo(
    () => [
      {
        id: "product", header: t`Product`, width: 230, grow: 2, isPinned: true, isFixed: true, sort: "sku",
        cell: (row) => <span title={row.product.name}><Link to={paths.product(row.product.id)} search={{ location_id: row.location.id }}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span></span>,
      },
      { id: "kind", header: t`Kind`, width: 160, cell: (row) => <KindBadge kind={row.kind} /> },
      { id: "location", header: t`Location`, width: 130, cell: (row) => row.location.name },
      { id: "money", header: t`Money at risk`, width: 130, align: "right", sort: "money_at_risk", help: t`Margin that may be lost, or cost of what is too much`, cell: (row) => f.money(row.money_at_risk, row.currency) },
      { id: "text", header: t`What happens`, width: 300, grow: 4, cell: (row) => <span title={row.text}>{row.text}</span> },
      { id: "since", header: t`Since`, width: 100, sort: "since", cell: (row) => <span title={f.time(row.since)}>{f.ago(row.since)}</span> },
      {
        id: "actions", header: t`Dismiss`, width: 84, isFixed: true, align: "center",
        cell: (row) => onDismiss && <IconButton size="sm" label={t`Dismiss the alert of ${row.product.sku}`} onClick={() => onDismiss(row)}><BellOff size={14} /></IconButton>,
      },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the handler only closes over stable setters
    [t, f, onDismiss === undefined],
  )
}
