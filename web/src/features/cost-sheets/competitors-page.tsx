import { useLingui } from "@lingui/react/macro"
import { FileUp, History, Pencil, Plus, Trash2 } from "lucide-react"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button, buttonClass, IconButton } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { ExportMenu } from "@/ui/download"
import { Empty } from "@/ui/empty"
import { FilterBar, SearchBox } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { ProductPicker } from "@/ui/pickers"
import { DataTable, type Column } from "@/ui/table"
import { done } from "@/ui/toast"
import { CompetitorForm, useCompetitorsChanged } from "./competitor-form"
import { CompetitorHistory } from "./competitor-history"
import { IndexValue } from "./competitor-index"
import { competitorsPath, removePrice, type CompetitorPrice } from "./competitors-api"

export type Search = { q?: string; product_id?: number; competitor?: string; sort?: string }
type Asked = { is: "new" } | { is: "edit" | "history" | "remove"; row: CompetitorPrice }
type Act = (asked: Asked) => void

/** What competitors ask, how our prices compare, and how that changed. */
export function CompetitorsPage() {
  const { t } = useLingui()
  const can = useCan()
  const changed = useCompetitorsChanged()
  const [{ sort, ...query }, setSearch] = useFilters<Search>()
  const [asked, setAsked] = useState<Asked | null>(null)
  const list = useList<CompetitorPrice>(competitorsPath, { ...query, sort })
  const canEdit = can("prices.edit_competitor_price")
  const columns = useColumns(canEdit, setAsked, (competitor) => setSearch({ competitor }))
  const isFiltered = Object.values(query).some((value) => value !== undefined)
  const close = () => setAsked(null)
  const add = canEdit && <Button look="primary" icon={<Plus size={15} />} onClick={() => setAsked({ is: "new" })}>{t`New price`}</Button>
  const load = canEdit && can("integration.upload") && <Link isPlain to={paths.import("new")} search={{ entity: "competitor_prices" }} className={buttonClass()}><FileUp size={15} aria-hidden="true" />{t`Import a file`}</Link>
  return (
    <Page isFull title={t`Competitors' prices`} description={t`Of each competitor and product the latest price counts. The index is our catalogue price ÷ theirs: above 100 % we are dearer.`} actions={<><ExportMenu path={competitorsPath} query={query} />{load}{add}</>}>
      <DataTable<CompetitorPrice>
        id="competitor-prices" label={t`Competitors' prices`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={sort} onSort={(next) => setSearch({ sort: next })} onOpen={(row) => setAsked({ is: "history", row })}
        toolbar={
          <FilterBar onClear={isFiltered ? () => setSearch({ q: undefined, product_id: undefined, competitor: undefined }) : undefined}>
            <SearchBox label={t`Search by code or name`} value={query.q} onChange={(q) => setSearch({ q })} />
            <ProductPicker value={query.product_id} onChange={(product_id) => setSearch({ product_id })} />
            <SearchBox label={t`Competitor, by its whole name`} value={query.competitor} onChange={(competitor) => setSearch({ competitor })} />
          </FilterBar>
        }
        renderCard={(row) => <PriceCard row={row} canEdit={canEdit} onAct={setAsked} />}
        empty={isFiltered ? <Empty title={t`No price matches these filters`}>{t`Clear a filter to see others.`}</Empty> : <Empty title={t`No competitor's price yet`} action={<span className="flex flex-wrap justify-center gap-2">{add}{load}</span>}>{t`Type in what others ask, or import a file of it: strategies follow the lowest one.`}</Empty>}
      />
      {asked?.is === "new" && <CompetitorForm old={null} onClose={close} />}
      {asked?.is === "edit" && <CompetitorForm old={asked.row} onClose={close} />}
      {asked?.is === "history" && <CompetitorHistory row={asked.row} onClose={close} />}
      {asked?.is === "remove" && (
        <Confirm open onOpenChange={close} title={t`Take this price back?`} action={t`Take back`} isDangerous onConfirm={async () => { await removePrice(asked.row); await changed(); done(t`Price taken back`) }}>
          {t`The one seen before it counts again, also for the strategies that follow it.`}
        </Confirm>
      )}
    </Page>
  )
}

function Actions({ row, canEdit, onAct }: { row: CompetitorPrice; canEdit: boolean; onAct: Act }) {
  const { t } = useLingui()
  const name = `${row.product.sku}, ${row.competitor}`
  return (
    <span className="flex">
      <IconButton size="sm" label={t`History of ${name}`} onClick={() => onAct({ is: "history", row })}><History size={14} /></IconButton>
      {canEdit && <IconButton size="sm" label={t`Correct ${name}`} onClick={() => onAct({ is: "edit", row })}><Pencil size={14} /></IconButton>}
      {canEdit && <IconButton size="sm" label={t`Take back ${name}`} onClick={() => onAct({ is: "remove", row })}><Trash2 size={14} /></IconButton>}
    </span>
  )
}

function useColumns(canEdit: boolean, onAct: Act, onCompetitor: (name: string) => void): Column<CompetitorPrice>[] {
  const { t } = useLingui()
  const f = useFormat()
  return useMemo(
    () => [
      { id: "sku", header: t`Code`, sort: "sku", width: 100, isPinned: true, isFixed: true, cell: (row) => <Link to={paths.product(row.product.id)}>{row.product.sku}</Link> },
      { id: "name", header: t`Product`, width: 140, grow: 2, cell: (row) => <span title={row.product.name}>{row.product.name}</span> },
      { id: "competitor", header: t`Competitor`, sort: "competitor", width: 150, grow: 1, isFixed: true, cell: (row) => <button type="button" className="truncate text-accent-ink hover:underline" title={t`Only ${row.competitor}`} onClick={() => onCompetitor(row.competitor)}>{row.competitor}</button> },
      { id: "price", header: t`Their price`, sort: "price", width: 105, align: "right", isFixed: true, cell: (row) => f.price(row.price, row.currency) },
      { id: "ours", header: t`Our price`, width: 115, align: "right", cell: (row) => f.price(row.our_price) },
      { id: "index", header: t`Index`, width: 80, align: "right", cell: (row) => <IndexValue value={row.index} />, help: t`Our catalogue price ÷ theirs; none where a price or an exchange rate is missing.` },
      { id: "observed_on", header: t`Seen on`, sort: "observed_on", width: 105, cell: (row) => f.date(row.observed_on) },
      { id: "source", header: t`Source`, width: 105, cell: (row) => <span title={row.source ?? undefined}>{row.source ?? "—"}</span> },
      { id: "author", header: t`Written by`, width: 130, isHidden: true, cell: (row) => row.author_name },
      { id: "actions", header: t`More`, width: 108, isFixed: true, cell: (row) => <Actions row={row} canEdit={canEdit} onAct={onAct} /> },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the handlers only set state
    [t, f, canEdit],
  )
}

function PriceCard({ row, canEdit, onAct }: { row: CompetitorPrice; canEdit: boolean; onAct: Act }) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <div className="grid gap-1 text-sm">
      <div className="flex items-baseline justify-between gap-3"><span className="truncate text-base font-medium">{row.product.name}</span><span className="tabular font-semibold">{f.price(row.price, row.currency)}</span></div>
      <p className="tabular flex flex-wrap justify-between gap-x-3 text-ink-soft"><span>{row.competitor} · {f.date(row.observed_on)}</span><span>{t`Our price`}: {f.price(row.our_price)} · <IndexValue value={row.index} /></span></p>
      <div className="flex justify-end"><Actions row={row} canEdit={canEdit} onAct={onAct} /></div>
    </div>
  )
}
