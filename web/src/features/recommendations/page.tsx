import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { ChoiceFilter, FilterBar } from "@/ui/filter-bar"
import { Note, Page } from "@/ui/page"
import { CategoryPicker } from "@/ui/pickers"
import { Segments } from "@/ui/segments"
import { DataTable, useSelection } from "@/ui/table"
import { Tile, TileSkeleton } from "@/ui/tile"
import { done, failed } from "@/ui/toast"
import { applyAdvice, bands, foundQuery, listsQuery, type Band, type Found, type Item } from "./api"
import { ItemCard, useColumns } from "./rows"

export type Search = { list_id?: number; category_id?: number; band?: number }

/** Prices and discounts that the answer to price speaks for, the one with most money to gain first. */
export function RecommendationsPage() {
  const { t } = useLingui()
  const { points } = useFormat()
  const can = useCan()
  const navigate = useNavigate()
  const selection = useSelection()
  const [{ list_id, category_id, band: wanted }, setSearch] = useFilters<Search>()
  const band = bands.find((one) => Number(one) === wanted) ?? "15"
  const [busy, setBusy] = useState(false)
  const { data: lists = [] } = useQuery(listsQuery)
  const { data: found, error, isPending, isFetching, refetch } = useQuery(foundQuery({ list_id, category_id, band }))
  const columns = useColumns(found?.currency)
  const canDraft = can("prices.edit_list") && list_id !== undefined
  const priced = found?.items.filter((one) => one.advice?.price !== null) ?? []
  const apply = async (ids: number[]) => {
    if (list_id === undefined || ids.length === 0) return
    setBusy(true)
    try {
      const after = await applyAdvice(list_id, band, ids)
      done(t`The advised prices are in the draft`, { detail: t`Nothing holds until it is published.` })
      void navigate({ to: paths.priceList(after.id) as never, search: { view: "changed" } as never })
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }
  const ids = (some: Item[]) => some.map((one) => one.product.id)
  return (
    <Page
      isFull title={t`Price recommendations`} description={t`Of the 300 products that sold most in the last 28 days: prices and discounts that earn more, by how demand answered to price. Never below a floor.`}
      actions={canDraft && priced.length > 0 && <Button look="primary" busy={busy} onClick={() => void apply(ids(priced))}>{t`Put all ${priced.length} prices into the draft`}</Button>}
    >
      {found ? <Totals found={found} /> : !error && <div className="grid grid-cols-2 gap-3 lg:grid-cols-4"><TileSkeleton /><TileSkeleton /><TileSkeleton /><TileSkeleton /></div>}
      {found && list_id === undefined && found.items.length > 0 && <Note>{t`Choose a price list below to look at its prices and put the advised ones into its draft.`}</Note>}
      <DataTable<Item>
        id="price-recommendations" label={t`Price recommendations`} rows={found?.items ?? []} total={found?.items.length ?? null} isLoading={isPending} isStale={isFetching} error={error} onRetry={() => void refetch()}
        columns={columns} rowKey={(row) => String(row.product.id)} selection={canDraft ? selection : undefined}
        bulk={<Button size="sm" look="primary" busy={busy} onClick={() => void apply(ids(priced.filter((one) => selection.has(String(one.product.id)))))}>{t`Into the draft`}</Button>}
        toolbar={
          <FilterBar>
            <ChoiceFilter label={t`Price list`} value={list_id === undefined ? undefined : String(list_id)} onChange={(id) => { selection.clear(); setSearch({ list_id: id ? Number(id) : undefined }) }} options={lists.map((one) => ({ value: String(one.id), label: one.name, detail: one.currency }))} />
            <Segments<Band> label={t`Band around today's price`} value={band} onChange={(next) => setSearch({ band: next === "15" ? undefined : Number(next) })} options={bands.map((value) => ({ value, label: `±${points(value)}` }))} />
            <CategoryPicker value={category_id} onChange={(id) => setSearch({ category_id: id })} />
          </FilterBar>
        }
        renderCard={(row) => <ItemCard row={row} currency={found?.currency ?? ""} />}
        empty={<Empty title={t`Nothing to recommend`}>{t`No product's answer to price is known well enough to earn more for sure. Prices that vary, in campaigns for example, make it known.`}</Empty>}
      />
      {found && <WhyNot found={found} />}
    </Page>
  )
}

function Totals({ found }: { found: Found }) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile name={t`Looked at`} value={f.number(found.looked_at)} help={t`Those that sold most in the last 28 days; choose a category to look further.`} />
      <Tile name={t`Answer known`} value={f.number(found.measured)} help={t`Products whose answer to price has an interval narrow enough to decide on.`} />
      <Tile name={t`With a gain`} value={f.number(found.items.length)} help={t`Products for which another price earns more even where demand answers as weakly, or as strongly, as it may.`} />
      <Tile name={t`Gain in 28 days`} value={found.items.some(({ advice }) => advice?.price) ? f.money(found.gain_expected, found.currency) : "—"} help={t`Contribution expected of all advised prices beyond today's, if all units of the last 28 days, of every channel, were sold at them.`} />
    </div>
  )
}

function WhyNot({ found }: { found: Found }) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <div className="grid gap-2">
      {found.left_out.length > 0 && (
        <details className="text-sm text-ink-soft">
          <summary className="cursor-pointer py-1 max-sm:py-3">{t`Why other products have no price recommended`}</summary>
          <ul className="mt-1 grid gap-1">{found.left_out.map((one) => <li key={one.reason}><span className="tabular inline-block w-10 text-right font-medium text-ink">{f.number(one.count)}</span> {one.message}</li>)}</ul>
        </details>
      )}
    </div>
  )
}
