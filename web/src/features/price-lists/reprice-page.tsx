import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useMemo, useState } from "react"
import { get } from "@/api/http"
import type { Page as PageOf } from "@/api/types"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Badge } from "@/ui/badge"
import { Button, buttonClass } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { ChoiceFilter, FilterBar } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { CategoryPicker } from "@/ui/pickers"
import { Segments } from "@/ui/segments"
import { DataTable, useSelection, type Column } from "@/ui/table"
import { Tile, TileSkeleton } from "@/ui/tile"
import { done, failed } from "@/ui/toast"
import { applyReprice, askReprice, path, type PriceList, type Proposal, type Repricing } from "./api"

export type Search = { list_id?: number; only?: "all"; category_id?: number }

/** Which prices fell under their target because costs moved, and what they should be. */
export function RepricePage() {
  const { t } = useLingui()
  const can = useCan()
  const f = useFormat()
  const navigate = useNavigate()
  const selection = useSelection()
  const [{ list_id, only, category_id }, setSearch] = useFilters<Search>()
  const [busy, setBusy] = useState(false)
  const { data: lists } = useQuery({ queryKey: ["list", path, "to-reprice"], queryFn: () => get<PageOf<PriceList>>(path, { active: true, limit: 200 }), select: (page) => page.items.filter((one) => one.channel !== null) })
  const chosen = list_id ?? lists?.[0]?.id
  const asked = { list_id: chosen ?? 0, only: only ?? ("under_target" as const), category_id: category_id ?? null, limit: 1000 }
  const { data: found, error, isPending, isFetching, refetch } = useQuery({ queryKey: ["reprice", asked], queryFn: ({ signal }) => askReprice(asked, signal), enabled: chosen !== undefined, placeholderData: (before) => before })
  const columns = useColumns(found?.currency)
  const apply = async (ids?: number[]) => {
    setBusy(true)
    try {
      const after = await applyReprice({ list_id: asked.list_id, only: asked.only, category_id: asked.category_id, product_ids: ids ?? null })
      done(t`The proposed prices are in the draft`, { detail: t`Nothing holds until it is published.` })
      void navigate({ to: paths.priceList(after.id) as never, search: { view: "changed" } as never })
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page
      isFull title={t`Reprice`} description={t`Prices that today's costs left under their target, with the price that restores it.`}
      actions={can("prices.edit_list") && found && found.found > 0 && <Button look="primary" busy={busy} onClick={() => void apply()}>{t`Put all ${f.number(found.found)} into the draft`}</Button>}
    >
      {found ? <Totals found={found} /> : chosen !== undefined && <div className="grid gap-3 sm:grid-cols-4"><TileSkeleton /><TileSkeleton /><TileSkeleton /><TileSkeleton /></div>}
      <DataTable<Proposal>
        id="reprice" label={t`Proposed prices`} rows={found?.proposals ?? []} total={found?.found ?? null} isLoading={chosen !== undefined && isPending} isStale={isFetching} error={error} onRetry={() => void refetch()}
        columns={columns} rowKey={(row) => String(row.product.id)} selection={can("prices.edit_list") ? selection : undefined}
        bulk={<Button size="sm" look="primary" busy={busy} onClick={() => void apply(selection.isAll ? undefined : [...selection.keys].map(Number))}>{t`Into the draft`}</Button>}
        toolbar={
          <FilterBar>
            <ChoiceFilter label={t`Price list`} value={chosen === undefined ? undefined : String(chosen)} onChange={(id) => setSearch({ list_id: id ? Number(id) : undefined })} options={(lists ?? []).map((one) => ({ value: String(one.id), label: one.name, detail: one.channel?.name }))} />
            <Segments label={t`Show`} value={only ?? "short"} options={[{ value: "short", label: t`Under target` }, { value: "all", label: t`All that would change` }]} onChange={(next) => setSearch({ only: next === "all" ? "all" : undefined })} />
            <CategoryPicker value={category_id} onChange={(id) => setSearch({ category_id: id })} />
          </FilterBar>
        }
        renderCard={(row) => <Card row={row} currency={found?.currency ?? ""} />}
        empty={
          lists?.length === 0 ? <Empty title={t`No list has a channel`}>{t`Prices are computed with a channel's markup, taxes and deductions. Give a list a channel first.`}</Empty>
            : found && found.without_price > 0 && only !== "all" ? <Empty title={t`No published price falls short`} action={chosen !== undefined && <Link to={paths.priceList(chosen)} isPlain className={buttonClass()}>{t`Open the list`}</Link>}>{t`${f.number(found.without_price)} products have no published price in this list, so there is nothing to compare: publish its draft, or look at all that would change.`}</Empty>
            : <Empty title={t`Every price earns its target`}>{t`When costs rise, the prices that fall short stand here.`}</Empty>
        }
      />
    </Page>
  )
}

function Totals({ found }: { found: Repricing }) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile name={t`Under target`} value={f.number(found.under_target)} help={t`Their margin at today's cost is below the one aimed at: that of the product's cost sheet, else the one the channel's markup gives.`} />
      <Tile name={t`Below their floor`} value={f.number(found.below_floor)} help={t`They do not pay for cost, taxes and deductions, or fall below the product's minimum.`} />
      <Tile name={t`Without a price`} value={f.number(found.without_price)} help={t`Products of the catalogue without a price in this list.`} />
      <Tile name={t`Average change proposed`} value={found.average_change_percent === null ? "—" : f.change(Number(found.average_change_percent) / 100)} />
    </div>
  )
}

function ReasonBadge({ reason }: { reason: Proposal["reason"] }) {
  const { t } = useLingui()
  const words = { below_floor: t`Below floor`, under_target: t`Under target`, above_target: t`Above target`, no_price: t`No price`, no_cost: t`No cost` }
  const tones = { below_floor: "bad", under_target: "warn", above_target: "info", no_price: "neutral", no_cost: "neutral" } as const
  return <Badge tone={tones[reason]}>{words[reason]}</Badge>
}

function Card({ row, currency }: { row: Proposal; currency: string }) {
  const f = useFormat()
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex items-center justify-between gap-2 text-base font-medium">{row.product.name}<ReasonBadge reason={row.reason} /></p>
      <p className="tabular flex justify-between gap-2 text-ink-soft"><span>{row.product.sku}</span><span>{f.price(row.price, currency)} → <span className="font-semibold text-ink">{f.price(row.proposed, currency)}</span></span></p>
      <p className="text-ink-soft">{row.message}</p>
    </div>
  )
}

function useColumns(currency = ""): Column<Proposal>[] {
  const { t } = useLingui()
  const f = useFormat()
  return useMemo(() => {
    const percent = (value: string | null) => (value === null ? "—" : f.percent(Number(value) / 100))
    return [
      { id: "sku", header: t`SKU`, width: 130, isPinned: true, isFixed: true, cell: (row) => <Link to={paths.product(row.product.id)}>{row.product.sku}</Link> },
      { id: "name", header: t`Product`, width: 190, grow: 2, cell: (row) => <span title={row.product.name}>{row.product.name}</span> },
      { id: "reason", header: t`Why`, width: 120, cell: (row) => <span title={row.message}><ReasonBadge reason={row.reason} /></span> },
      { id: "cost", header: t`Cost`, width: 100, align: "right", cell: (row) => f.price(row.cost, currency) },
      { id: "price", header: t`Price now`, width: 110, align: "right", cell: (row) => f.price(row.price, currency) },
      { id: "margin", header: t`Margin now`, width: 105, align: "right", cell: (row) => percent(row.margin_percent) },
      { id: "target", header: t`Target`, width: 90, align: "right", cell: (row) => percent(row.target_percent) },
      { id: "proposed", header: t`Proposed`, width: 110, align: "right", isFixed: true, cell: (row) => <span className="font-semibold">{f.price(row.proposed, currency)}</span> },
      { id: "change", header: t`Change`, width: 90, align: "right", cell: (row) => (row.change_percent === null ? "—" : f.change(Number(row.change_percent) / 100)) },
      { id: "after", header: t`Margin then`, width: 105, align: "right", cell: (row) => percent(row.proposed_margin_percent) },
      { id: "floor", header: t`Floor`, width: 100, align: "right", cell: (row) => f.price(row.floor, currency) },
    ]
  }, [t, f, currency])
}
