import { useLingui } from "@lingui/react/macro"
import { useNavigate } from "@tanstack/react-router"
import { Plus } from "lucide-react"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button, buttonClass } from "@/ui/button"
import { ExportMenu } from "@/ui/download"
import { Empty } from "@/ui/empty"
import { FilterBar, SearchBox } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { countSet, MoreFilters } from "@/ui/more-filters"
import { Page } from "@/ui/page"
import { LocationPicker, SupplierPicker } from "@/ui/pickers"
import { Segments } from "@/ui/segments"
import { OrderStatus, useOrderWords, type OrderState } from "@/ui/states"
import { DataTable, type Column } from "@/ui/table"
import { path, states, type OrderHead } from "./api"
import { NewOrder } from "./new-order"
import { OrderCard } from "./order-card"

export type Search = { state?: OrderState; supplier_id?: number; location_id?: number; q?: string; sort?: string }

/** Every purchase order, by where it stands. */
export function OrdersPage() {
  const { t } = useLingui()
  const can = useCan()
  const navigate = useNavigate()
  const words = useOrderWords()
  const [search, setSearch] = useFilters<Search>()
  const [adding, setAdding] = useState(false)
  const { q, supplier_id, location_id } = search
  const list = useList<OrderHead>(path, search)
  const columns = useColumns()
  const hasFilter = q !== undefined || supplier_id !== undefined || location_id !== undefined
  const all = [{ value: "all" as const, label: t`All` }, ...states.map((value) => ({ value, label: words[value] }))]
  return (
    <Page
      isFull title={t`Purchase orders`}
      actions={
        <>
          <ExportMenu path={path} query={{ state: search.state, supplier_id, location_id, q }} />
          {can("purchases.create_order") && <Button look="primary" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t`New order`}</Button>}
        </>
      }
    >
      <DataTable<OrderHead>
        toolbar={
          <FilterBar onClear={hasFilter ? () => setSearch({ q: undefined, supplier_id: undefined, location_id: undefined }) : undefined}>
            <Segments label={t`State`} value={search.state ?? "all"} options={all} onChange={(state) => setSearch({ state: state === "all" ? undefined : state })} />
            <SearchBox label={t`Search by number or supplier`} value={q} onChange={(next) => setSearch({ q: next })} />
            <MoreFilters count={countSet(supplier_id, location_id)}>
              <SupplierPicker value={supplier_id} onChange={(id) => setSearch({ supplier_id: id })} />
              <LocationPicker value={location_id} onChange={(id) => setSearch({ location_id: id })} />
            </MoreFilters>
          </FilterBar>
        }
        id="purchase-orders" label={t`Purchase orders`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={search.sort} onSort={(sort) => setSearch({ sort })}
        onOpen={(row) => void navigate({ to: paths.order(row.id) as never })}
        renderCard={(row) => <OrderCard order={row} />}
        empty={
          hasFilter || search.state ? (
            <Empty title={t`No order matches these filters`}>{t`Clear a filter to see others.`}</Empty>
          ) : (
            <Empty title={t`There are no purchase orders yet`} action={can("planning.read") && <Link to={paths.suggestions} isPlain className={buttonClass("primary")}>{t`See what to order`}</Link>}>
              {t`Approving suggestions makes them, one for each supplier and delivery location.`}
            </Empty>
          )
        }
      />
      {adding && <NewOrder onClose={() => setAdding(false)} />}
    </Page>
  )
}

function useColumns(): Column<OrderHead>[] {
  const { t } = useLingui()
  const f = useFormat()
  return useMemo(
    () => [
      { id: "number", header: t`Number`, width: 118, isPinned: true, isFixed: true, sort: "number", cell: (row) => <Link to={paths.order(row.id)}>{row.number}</Link> },
      { id: "state", header: t`State`, width: 118, sort: "state", cell: (row) => <OrderStatus state={row.state} /> },
      { id: "supplier", header: t`Supplier`, width: 180, grow: 2, sort: "supplier", cell: (row) => row.supplier.name },
      { id: "location", header: t`Delivered to`, width: 150, grow: 1, sort: "location", cell: (row) => row.location.name },
      { id: "lines", header: t`Lines`, width: 76, align: "right", cell: (row) => f.number(row.line_count, 0) },
      { id: "total", header: t`Total`, width: 130, align: "right", sort: "total", cell: (row) => f.money(row.total, row.currency) },
      { id: "expected", header: t`Expected`, width: 118, sort: "expected_on", cell: (row) => f.date(row.expected_on) },
      { id: "created", header: t`Created`, width: 130, sort: "created_at", cell: (row) => f.time(row.created_at) },
      { id: "approved", header: t`Approved by`, width: 130, cell: (row) => row.approved_by ?? "—" },
    ],
    [t, f],
  )
}
