import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { useMemo, useState } from "react"
import { newKey } from "@/api/http"
import { useFormat } from "@/lib/format"
import { listKey, useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { ActiveFilter, ActiveStatus } from "@/ui/active"
import { Button } from "@/ui/button"
import { Dialog } from "@/ui/dialog"
import { ExportMenu } from "@/ui/download"
import { Empty } from "@/ui/empty"
import { Field } from "@/ui/field"
import { ChoiceFilter, FilterBar, SearchBox } from "@/ui/filter-bar"
import { Page } from "@/ui/page"
import { CategoryPicker, ProductPicker } from "@/ui/pickers"
import { Opener } from "@/ui/record-page"
import { DataTable, useSelection, type Column } from "@/ui/table"
import { failed } from "@/ui/toast"
import { channelsQuery, createSheet, path, strategies, type SheetRow, type Strategy } from "./api"
import { BulkEdit } from "./bulk"
import { SheetDrawer } from "./drawer"
import { useSourceWords, useStrategyWords } from "./words"

export type Search = { q?: string; category_id?: number; configuration_id?: number; strategy?: Strategy; active?: boolean; sort?: string; sheet?: number }

/** What every product costs, how it is meant to be priced, and the price that comes to. */
export function CostSheetsPage() {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const words = useStrategyWords()
  const [{ sheet, sort, ...query }, setSearch] = useFilters<Search>()
  const [asked, setAsked] = useState<"new" | "bulk" | null>(null)
  const { data: channels = [] } = useQuery(channelsQuery)
  const list = useList<SheetRow>(path, { ...query, sort })
  const selection = useSelection()
  const columns = useColumns((row) => setSearch({ sheet: row.id }))
  const canEdit = can("prices.edit_cost_sheet")
  const isFiltered = Object.values(query).some((value) => value !== undefined)
  const chosen = list.rows.filter((row) => selection.has(String(row.id)))
  const create = canEdit && <Button look="primary" icon={<Plus size={15} />} onClick={() => setAsked("new")}>{t`New cost sheet`}</Button>
  return (
    <Page isFull title={t`Cost sheets`} description={t`What each product costs, part by part, and the price that makes in every channel.`} actions={<><ExportMenu path={path} query={query} />{create}</>}>
      <DataTable<SheetRow>
        id="cost-sheets" label={t`Cost sheets`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={sort} onSort={(next) => setSearch({ sort: next })} onOpen={(row) => setSearch({ sheet: row.id })}
        selection={canEdit ? selection : undefined} bulk={<Button onClick={() => setAsked("bulk")}>{t`Change the chosen`}</Button>}
        toolbar={
          <FilterBar onClear={isFiltered ? () => setSearch({ q: undefined, category_id: undefined, configuration_id: undefined, strategy: undefined, active: undefined }) : undefined}>
            <SearchBox label={t`Search by code or name`} value={query.q} onChange={(q) => setSearch({ q })} />
            <CategoryPicker value={query.category_id} onChange={(category_id) => setSearch({ category_id })} isClearable />
            <ChoiceFilter label={t`Configuration`} value={query.configuration_id === undefined ? undefined : String(query.configuration_id)} options={channels.map((one) => ({ value: String(one.id), label: one.name }))} onChange={(next) => setSearch({ configuration_id: next ? Number(next) : undefined })} />
            <ChoiceFilter label={t`Strategy`} value={query.strategy} options={strategies.map((value) => ({ value, label: words[value] }))} onChange={(next) => setSearch({ strategy: strategies.find((one) => one === next) })} />
            <ActiveFilter value={query.active} onChange={(active) => setSearch({ active })} />
          </FilterBar>
        }
        renderCard={(row) => <SheetCard row={row} onOpen={() => setSearch({ sheet: row.id })} />}
        empty={<Empty title={isFiltered ? t`No sheet matches these filters` : t`No cost sheets yet`} action={!isFiltered && create}>{t`A product without a sheet costs what the catalogue says.`}</Empty>}
      />
      {asked === "new" && <NewSheet onClose={() => setAsked(null)} onMade={(id) => { setAsked(null); setSearch({ sheet: id }); void client.invalidateQueries({ queryKey: listKey(path) }) }} />}
      {asked === "bulk" && <BulkEdit rows={chosen} filter={selection.isAll ? query : undefined} count={selection.isAll ? (list.total ?? chosen.length) : chosen.length} onClose={() => setAsked(null)} onDone={() => void client.invalidateQueries({ queryKey: listKey(path) })} />}
      {sheet !== undefined && <SheetDrawer id={sheet} onClose={() => setSearch({ sheet: undefined })} />}
    </Page>
  )
}

function useColumns(open: (row: SheetRow) => void): Column<SheetRow>[] {
  const { t } = useLingui()
  const { date, money, percent, price } = useFormat()
  const sources = useSourceWords()
  return useMemo(() => {
    const points = (text: string | null | undefined) => (text === null || text === undefined ? "—" : percent(Number(text) / 100))
    return [
      { id: "sku", header: t`Code`, sort: "sku", width: 120, isPinned: true, cell: (row) => <span className="tabular">{row.product.sku}</span> },
      { id: "name", header: t`Product`, sort: "name", width: 210, grow: 2, isFixed: true, cell: (row) => <Opener onOpen={() => open(row)}>{row.product.name}</Opener> },
      { id: "category", header: t`Category`, sort: "category", width: 140, isHidden: true, cell: (row) => row.product.category ?? "—" },
      { id: "cost", header: t`Cost (CMV)`, sort: "cost", width: 120, align: "right", cell: (row) => price(row.cost, row.cost_currency ?? row.currency) },
      { id: "valid_from", header: t`Since`, sort: "valid_from", width: 120, cell: (row) => date(row.valid_from) },
      { id: "source", header: t`Source`, width: 110, cell: (row) => (row.source ? sources[row.source] : "—") },
      { id: "configurations", header: t`Configurations`, width: 160, grow: 1, cell: (row) => row.configurations.map((one) => one.name).join(", ") || "—" },
      { id: "price", header: t`Price`, width: 120, align: "right", cell: (row) => money(row.price?.calculation?.price, row.price?.configuration.currency) },
      { id: "contribution", header: t`Contribution`, width: 120, align: "right", cell: (row) => money(row.price?.calculation?.contribution, row.price?.configuration.currency) },
      { id: "margin_price", header: t`Margin on price`, width: 120, align: "right", cell: (row) => points(row.price?.calculation?.margin_on_price_percent) },
      { id: "margin_cost", header: t`Margin on cost`, width: 120, align: "right", cell: (row) => points(row.price?.calculation?.margin_on_cost_percent) },
      { id: "index", header: t`Competitor index`, width: 130, align: "right", cell: (row) => points(row.price?.competitor_index) },
      { id: "active", header: t`State`, width: 110, cell: (row) => <ActiveStatus active={row.active} /> },
    ]
  }, [t, date, money, percent, price, sources, open])
}

function SheetCard({ row, onOpen }: { row: SheetRow; onOpen: () => void }) {
  const { t } = useLingui()
  const { money, price } = useFormat()
  return (
    <div className="grid gap-1 text-sm">
      <div className="flex items-center justify-between gap-3"><Opener onOpen={onOpen}>{row.product.name}</Opener><span className="tabular font-semibold">{money(row.price?.calculation?.price, row.price?.configuration.currency)}</span></div>
      <p className="tabular text-xs text-ink-soft">{row.product.sku} · {t`Cost`}: {price(row.cost, row.cost_currency ?? row.currency)} · {row.configurations.map((one) => one.name).join(", ") || "—"}</p>
    </div>
  )
}

function NewSheet({ onClose, onMade }: { onClose: () => void; onMade: (id: number) => void }) {
  const { t } = useLingui()
  const [key] = useState(newKey)
  const [product, setProduct] = useState<number>()
  const { data: channels = [] } = useQuery(channelsQuery)
  const save = () => void createSheet({ product_id: product, configuration_ids: channels.slice(0, 1).map((one) => one.id) }, key).then((made) => onMade(made.id), failed)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t`New cost sheet`} description={t`It starts with the cost of the catalogue, in the first configuration.`} footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" disabled={product === undefined} onClick={save}>{t`Create`}</Button></>}>
      <Field label={t`Product`} required><ProductPicker value={product} onChange={setProduct} className="w-full" /></Field>
    </Dialog>
  )
}
