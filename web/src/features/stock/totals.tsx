import { useLingui } from "@lingui/react/macro"
import { useMemo, type ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Link } from "@/ui/link"
import { useLocations } from "@/ui/pickers"
import type { StockState } from "@/ui/states"
import { DataTable, type Column } from "@/ui/table"
import { levelFilters, totalPath, type Search, type Total } from "./api"
import { TotalCard } from "./cards"
import { stateSigns } from "./signs"
import { useCover, useStateWords } from "./words"

/** A quantity whose state shows by colour and sign, and is told in words to whoever listens or points. */
export function AtPlace({ quantity, state }: { quantity: string; state: StockState }) {
  const { qty } = useFormat()
  const words = useStateWords()
  const { Icon, ink } = stateSigns[state]
  return (
    <span title={words[state]} className={`tabular inline-flex items-center gap-1 ${ink}`}>
      {Icon && <Icon size={12} aria-hidden="true" />}
      {qty(quantity)}
      {state !== "ok" && <span className="sr-only">, {words[state]}</span>}
    </span>
  )
}

type Props = { search: Search; setSearch: (change: Partial<Search>) => void; toolbar: ReactNode; empty: ReactNode }

/** One row per product: its total and what each location has of it. */
export function Totals({ search, setSearch, toolbar, empty }: Props) {
  const { t } = useLingui()
  // The server sorts totals only by SKU or name; a sort left over from the other view does not apply.
  const sort = /^-?(sku|name)$/.test(search.sort ?? "") ? search.sort : undefined
  const list = useList<Total>(totalPath, { ...levelFilters(search), sort })
  const columns = useColumns(search.location_id)
  return (
    <DataTable<Total>
      id={search.location_id ? "stock-total-one" : "stock-total"} label={t`Stock of all locations`} {...list} columns={columns} rowKey={(row) => String(row.product.id)} toolbar={toolbar} empty={empty}
      sort={sort} onSort={(next) => setSearch({ sort: next })} onOpen={(row) => setSearch({ view: undefined, product_id: row.product.id, state: undefined })}
      renderCard={(row) => <TotalCard total={row} />}
    />
  )
}

function useColumns(locationId: number | undefined): Column<Total>[] {
  const { t } = useLingui()
  const f = useFormat()
  const cover = useCover()
  const can = useCan()
  const seesCost = can("insights.see_cost")
  const locations = useLocations()
  return useMemo(
    () => [
      {
        id: "product", header: t`Product`, width: 250, grow: 3, isPinned: true, isFixed: true, sort: "sku",
        cell: (row) => <span title={row.product.name}><Link to={paths.product(row.product.id)}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span></span>,
      },
      { id: "on_hand", header: t`On hand`, width: 92, align: "right", cell: (row) => <b className="font-semibold">{f.qty(row.on_hand)}</b> },
      { id: "available", header: t`Available`, width: 92, align: "right", isHidden: true, cell: (row) => f.qty(row.available) },
      { id: "cover", header: t`Cover`, width: 92, align: "right", help: t`Days that the available stock lasts at the expected sales`, cell: (row) => cover(row.days_of_cover) },
      ...(seesCost ? [{ id: "value", header: t`Value`, width: 110, align: "right" as const, help: t`On hand × unit cost`, cell: (row: Total) => f.money(row.value, row.currency) }] : []),
      ...locations.filter(({ id }) => locationId === undefined || id === locationId).map(({ id, name }) => ({
        id: `at-${id}`, header: name, width: 118, align: "right" as const, help: name,
        cell: (row: Total) => {
          const place = row.locations.find((one) => one.location_id === id)
          return place ? <AtPlace quantity={place.on_hand} state={place.state} /> : <span className="text-ink-faint">—</span>
        },
      })),
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- cover follows f
    [t, f, seesCost, locations, locationId],
  )
}
