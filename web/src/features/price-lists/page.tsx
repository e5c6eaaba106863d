import { useLingui } from "@lingui/react/macro"
import { useNavigate } from "@tanstack/react-router"
import { Plus, Tags } from "lucide-react"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { ActiveStatus } from "@/ui/active"
import { Button } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { ChoiceFilter, FilterBar, SearchBox } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { Segments } from "@/ui/segments"
import { DataTable, type Column } from "@/ui/table"
import { audiences, path, type Audience, type PriceList } from "./api"
import { GroupsDrawer } from "./groups"
import { ListForm } from "./list-form"
import { stateToTell, useAudienceWords, VersionStatus } from "./words"

export type Search = { audience?: Audience; q?: string; show?: "waiting"; sort?: string }

/** Every price list: whom it is for, how many prices it has, and what waits. */
export function PriceListsPage() {
  const { t } = useLingui()
  const can = useCan()
  const navigate = useNavigate()
  const words = useAudienceWords()
  const [{ audience, q, show, sort }, setSearch] = useFilters<Search>()
  const [open, setOpen] = useState<"list" | "groups" | null>(null)
  const list = useList<PriceList>(path, { audience, q, waiting: show === "waiting" ? true : undefined, sort })
  const columns = useColumns()
  const canEdit = can("prices.edit_list")
  const hasFilter = audience !== undefined || q !== undefined
  return (
    <Page
      isFull title={t`Price lists`} description={t`The customer's list wins over its group's, that over the channel's, and that over the base list.`}
      actions={
        <>
          <Button onClick={() => setOpen("groups")}>{t`Customer groups`}</Button>
          {canEdit && <Button look="primary" icon={<Plus size={15} />} onClick={() => setOpen("list")}>{t`New list`}</Button>}
        </>
      }
    >
      <DataTable<PriceList>
        id="price-lists" label={t`Price lists`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={sort} onSort={(next) => setSearch({ sort: next })}
        onOpen={(row) => void navigate({ to: paths.priceList(row.id) as never })}
        toolbar={
          <FilterBar onClear={hasFilter ? () => setSearch({ audience: undefined, q: undefined }) : undefined}>
            <Segments label={t`Show`} value={show ?? "all"} options={[{ value: "all", label: t`All` }, { value: "waiting", label: t`Waiting for approval` }]} onChange={(next) => setSearch({ show: next === "all" ? undefined : next })} />
            <ChoiceFilter label={t`For`} value={audience} onChange={(next) => setSearch({ audience: audiences.find((one) => one === next) })} options={audiences.map((value) => ({ value, label: words[value] }))} />
            <SearchBox label={t`Search by code or name`} value={q} onChange={(next) => setSearch({ q: next })} />
          </FilterBar>
        }
        renderCard={(row) => <Card row={row} />}
        empty={
          show === "waiting" ? <Empty title={t`Nothing waits for approval`}>{t`Versions that change a price by more than the threshold wait here.`}</Empty> : hasFilter ? (
            <Empty title={t`No list matches these filters`}>{t`Clear a filter to see others.`}</Empty>
          ) : (
            <Empty icon={<Tags size={20} />} title={t`There are no price lists yet`} action={canEdit && <Button look="primary" onClick={() => setOpen("list")}>{t`New list`}</Button>}>
              {t`Without one, prices are computed from the cost, or taken from the catalogue.`}
            </Empty>
          )
        }
      />
      {open === "list" && <ListForm list={null} onClose={() => setOpen(null)} onSaved={(made) => void navigate({ to: paths.priceList(made.id) as never })} />}
      {open === "groups" && <GroupsDrawer canEdit={canEdit} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Card({ row }: { row: PriceList }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const words = useAudienceWords()
  const state = stateToTell(row)
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex flex-wrap items-center justify-between gap-2"><Link to={paths.priceList(row.id)}>{row.name}</Link> {state ? <VersionStatus state={state} /> : <ActiveStatus active={row.active} />}</p>
      <p className="text-ink-soft">{row.code} · {row.channel?.name ?? row.group?.name ?? words[row.audience]} · {row.currency}</p>
      <p className="text-ink-faint">{t`${number(row.rows)} prices`}</p>
    </div>
  )
}

function useColumns(): Column<PriceList>[] {
  const { t } = useLingui()
  const f = useFormat()
  const words = useAudienceWords()
  return useMemo(
    () => [
      { id: "code", header: t`Code`, width: 120, isPinned: true, isFixed: true, sort: "code", cell: (row) => <Link to={paths.priceList(row.id)}>{row.code}</Link> },
      { id: "name", header: t`Name`, width: 190, grow: 2, sort: "name", cell: (row) => row.name },
      { id: "audience", header: t`For`, width: 150, sort: "audience", cell: (row) => words[row.audience] },
      { id: "whom", header: t`Channel or group`, width: 160, grow: 1, cell: (row) => [row.group?.name, row.channel?.name].filter(Boolean).join(" · ") || "—" },
      { id: "customers", header: t`Customers`, width: 100, align: "right", cell: (row) => (row.audience === "segment" || row.audience === "customer" ? f.number(row.customers) : "—") },
      { id: "currency", header: t`Currency`, width: 90, cell: (row) => row.currency },
      { id: "priority", header: t`Priority`, width: 90, align: "right", sort: "priority", cell: (row) => f.number(row.priority), help: t`Of two lists that fit, the larger number wins.` },
      { id: "rows", header: t`Prices`, width: 90, align: "right", cell: (row) => f.number(row.rows) },
      { id: "open", header: t`Open version`, width: 170, cell: (row) => { const state = stateToTell(row); return state ? <VersionStatus state={state} /> : "—" } },
      { id: "scheduled", header: t`Scheduled`, width: 100, align: "right", cell: (row) => f.number(row.scheduled) },
      { id: "ends", header: t`Holds until`, width: 130, cell: (row) => f.time(row.ends_at) },
      { id: "active", header: t`State`, width: 110, cell: (row) => <ActiveStatus active={row.active} /> },
    ],
    [t, f, words],
  )
}
