import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { ExportMenu } from "@/ui/download"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { FilterBar } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { LocationPicker } from "@/ui/pickers"
import { NoPlanOr, PlanDate, PlanNote } from "@/ui/plan-status"
import { Skeleton } from "@/ui/progress"
import { DataTable, type Column } from "@/ui/table"
import { matrixQuery, path, type Abc, type Item, type Xyz } from "./api"
import { Matrix } from "./matrix"
import { Meaning } from "./meaning"

export type Search = { location_id?: number; abc?: Abc; xyz?: Xyz; sort?: string }

/** Which products carry the business, and which can be foreseen. */
export function AbcPage() {
  const { t } = useLingui()
  const [search, setSearch] = useFilters<Search>()
  const { location_id, abc, xyz, sort } = search
  const sheet = useQuery(matrixQuery(location_id))
  const list = useList<Item>(path, { location_id, abc, xyz, sort })
  const columns = useColumns(sheet.data?.currency)
  const hasFilter = abc !== undefined || xyz !== undefined || location_id !== undefined
  const clear = () => setSearch({ abc: undefined, xyz: undefined, location_id: undefined })
  return (
    <Page title={t`ABC/XYZ`} description={<PlanDate />} actions={<ExportMenu path={path} query={{ location_id, abc, xyz }} />}>
      <PlanNote />
      <FilterBar onClear={hasFilter ? clear : undefined}>
        <LocationPicker className="w-56 max-sm:w-full" label={t`All locations`} value={location_id} onChange={(id) => setSearch({ location_id: id })} />
      </FilterBar>
      {sheet.isError ? <Failure error={sheet.error} onRetry={() => void sheet.refetch()} /> : !sheet.data ? <Skeleton className="h-64 w-full" /> : sheet.data.matrix.length > 0 && (
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(16rem,1fr)]">
          <Matrix cells={sheet.data.matrix} currency={sheet.data.currency} chosen={abc && xyz ? `${abc}${xyz}` : undefined} onPick={(cell) => setSearch(cell ?? { abc: undefined, xyz: undefined })} />
          <Meaning chosen={abc && xyz ? { abc, xyz } : undefined} />
        </div>
      )}
      {!sheet.isError && (
        <DataTable<Item>
          id="abc" label={t`Products by class`} {...list} total={list.total} columns={columns} sort={sort} onSort={(next) => setSearch({ sort: next })} rowKey={(row) => `${row.product.id}:${row.location?.id ?? 0}`}
          renderCard={(row) => <ItemCard item={row} currency={sheet.data?.currency} />}
          empty={<NoPlanOr><Empty title={t`No product matches these filters`}>{t`Choose another cell of the matrix or clear the filters.`}</Empty></NoPlanOr>}
        />
      )}
    </Page>
  )
}

function ItemCard({ item, currency }: { item: Item; currency?: string }) {
  const { money, percent } = useFormat()
  return (
    <Link isPlain to={paths.product(item.product.id)} className="grid min-h-11 grid-cols-1 gap-0.5">
      <span className="flex justify-between gap-3"><span className="truncate text-base font-medium">{item.product.name}</span><span className="font-semibold">{item.abc}{item.xyz}</span></span>
      <span className="tabular flex justify-between gap-3 text-sm text-ink-soft"><span>{item.product.sku}</span><span>{money(item.value, currency)} · {percent(item.value_share)}</span></span>
    </Link>
  )
}

function useColumns(currency: string | undefined): Column<Item>[] {
  const { t } = useLingui()
  const f = useFormat()
  return useMemo(
    () => [
      {
        id: "product", header: t`Product`, width: 240, grow: 3, isPinned: true, isFixed: true, sort: "sku",
        cell: (row) => <span title={row.product.name}><Link to={paths.product(row.product.id)}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span></span>,
      },
      { id: "category", header: t`Category`, width: 140, grow: 1, cell: (row) => row.product.category ?? "—" },
      { id: "class", header: t`Class`, width: 72, align: "center", cell: (row) => <span className="font-semibold">{row.abc}{row.xyz}</span> },
      { id: "value", header: t`Value sold`, width: 130, align: "right", sort: "value", cell: (row) => f.money(row.value, currency) },
      { id: "share", header: t`Share`, width: 84, align: "right", cell: (row) => f.percent(row.value_share, 2) },
      { id: "cumulative", header: t`Cumulative`, width: 104, align: "right", help: t`Share of this product and all that sell more`, cell: (row) => f.percent(row.cumulative_share) },
      { id: "stock", header: t`Stock value`, width: 130, align: "right", sort: "stock_value", cell: (row) => f.money(row.stock_value, currency) },
      { id: "daily", header: t`Units a day`, width: 104, align: "right", sort: "daily_mean", cell: (row) => f.number(row.daily_mean, 2) },
    ],
    [t, f, currency],
  )
}
