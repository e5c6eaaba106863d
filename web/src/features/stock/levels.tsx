import { useLingui } from "@lingui/react/macro"
import { History, SlidersHorizontal } from "lucide-react"
import { useMemo, type ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { IconButton } from "@/ui/button"
import { Link } from "@/ui/link"
import { StockStatus } from "@/ui/states"
import { DataTable, type Column } from "@/ui/table"
import { levelFilters, path, type Level, type Search } from "./api"
import { LevelCard } from "./cards"
import { useCover } from "./words"

export type Acts = { onHistory: (level: Level) => void; onRecord?: (level: Level) => void }

type Props = { search: Search; setSearch: (change: Partial<Search>) => void; toolbar: ReactNode; empty: ReactNode; acts: Acts }

/** One row per product and location. */
export function Levels({ search, setSearch, toolbar, empty, acts }: Props) {
  const { t } = useLingui()
  const list = useList<Level>(path, { ...levelFilters(search), sort: search.sort })
  const columns = useColumns(acts)
  return (
    <DataTable<Level>
      id="stock" label={t`Stock by location`} {...list} columns={columns} rowKey={(row) => String(row.id)} toolbar={toolbar} empty={empty}
      sort={search.sort} onSort={(sort) => setSearch({ sort })} onOpen={acts.onHistory} renderCard={(row) => <LevelCard level={row} acts={acts} />}
    />
  )
}

function useColumns({ onHistory, onRecord }: Acts): Column<Level>[] {
  const { t } = useLingui()
  const f = useFormat()
  const cover = useCover()
  const can = useCan()
  const seesCost = can("insights.see_cost")
  return useMemo(
    () => {
      const cost: Column<Level>[] = [
        { id: "value", header: t`Value`, width: 110, align: "right", sort: "value", help: t`On hand × unit cost`, cell: (row) => f.money(row.value, row.currency) },
        { id: "unit_cost", header: t`Unit cost`, width: 100, align: "right", isHidden: true, cell: (row) => f.price(row.unit_cost, row.currency) },
      ]
      return [
        {
          id: "product", header: t`Product`, width: 230, grow: 3, isPinned: true, isFixed: true, sort: "sku",
          cell: (row) => <span title={row.product.name}><Link to={paths.product(row.product.id)} search={{ location_id: row.location.id }}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span></span>,
        },
        { id: "location", header: t`Location`, width: 130, grow: 1, sort: "location", cell: (row) => <span title={row.location.code}>{row.location.name}</span> },
        { id: "category", header: t`Category`, width: 130, isHidden: true, cell: (row) => row.product.category ?? "—" },
        { id: "state", header: t`State`, width: 130, cell: (row) => <StockStatus state={row.state} /> },
        { id: "on_hand", header: t`On hand`, width: 116, align: "right", sort: "on_hand", cell: (row) => f.qty(row.on_hand) },
        { id: "reserved", header: t`Reserved`, width: 90, align: "right", isHidden: true, cell: (row) => f.qty(row.reserved) },
        { id: "available", header: t`Available`, width: 110, align: "right", sort: "available", help: t`On hand less what is reserved`, cell: (row) => f.qty(row.available) },
        { id: "on_order", header: t`On order`, width: 84, align: "right", cell: (row) => f.qty(row.on_order) },
        { id: "in_transit", header: t`In transit`, width: 92, align: "right", isHidden: true, cell: (row) => f.qty(row.in_transit) },
        { id: "cover", header: t`Cover`, width: 108, align: "right", sort: "days_of_cover", help: t`Days that the available stock lasts at the expected sales`, cell: (row) => cover(row.days_of_cover) },
        { id: "reorder_point", header: t`Reorder point`, width: 120, align: "right", isHidden: true, cell: (row) => f.number(row.reorder_point, 0) },
        { id: "order_up_to", header: t`Order-up-to level`, width: 110, align: "right", isHidden: true, cell: (row) => f.number(row.order_up_to, 0) },
        ...(seesCost ? cost : []),
        { id: "as_of", header: t`Known at`, width: 120, isHidden: true, cell: (row) => <span title={f.time(row.as_of)}>{f.ago(row.as_of)}</span> },
        {
          id: "actions", header: t`Actions`, width: 84, isFixed: true, align: "right",
          cell: (row) => (
            <span className="inline-flex">
              <IconButton size="sm" label={t`Movements of ${row.product.sku} at ${row.location.name}`} onClick={() => onHistory(row)}><History size={14} /></IconButton>
              {onRecord && <IconButton size="sm" label={t`Adjust ${row.product.sku} at ${row.location.name}`} onClick={() => onRecord(row)}><SlidersHorizontal size={14} /></IconButton>}
            </span>
          ),
        },
      ]
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the handlers only close over stable setters; cover follows f
    [t, f, seesCost, onRecord === undefined],
  )
}
