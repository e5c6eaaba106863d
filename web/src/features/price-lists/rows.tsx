import { useLingui } from "@lingui/react/macro"
import { ClipboardPaste, History, Layers, Percent, Undo2 } from "lucide-react"
import { useMemo, useState, type ClipboardEvent, type KeyboardEvent } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Badge } from "@/ui/badge"
import { Button, IconButton, buttonClass } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { FilterBar, SearchBox } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { CategoryPicker } from "@/ui/pickers"
import { DataTable, useSelection, type Column } from "@/ui/table"
import { done, failed } from "@/ui/toast"
import { AdjustDialog } from "./adjust-dialog"
import { editRows, onlyOf, path, type PriceList, type Row, type RowEdit } from "./api"
import { BreaksDialog } from "./breaks-dialog"
import type { Search } from "./detail-page"
import { HistoryDrawer } from "./history-drawer"
import { cellsOf, readColumn } from "./paste"
import { PasteDialog } from "./paste-dialog"
import { RowCard } from "./row-card"
import { ViewTabs } from "./view-tabs"
import { KindBadge } from "./words"

type Open = { is: "paste"; text: string } | { is: "adjust" } | { is: "breaks" | "history"; row: Row }

/** The prices of a list in a grid: typed in place, pasted from a sheet, filled down, moved together. */
export function Rows({ list, onChanged }: { list: PriceList; onChanged: (list: PriceList) => void }) {
  const { t } = useLingui()
  const can = useCan()
  const f = useFormat()
  const selection = useSelection()
  const [search, setSearch] = useFilters<Search>()
  const [open, setOpen] = useState<Open | null>(null)
  const { view, q, category_id, sort } = search
  const found = useList<Row>(`${path}/${list.id}/rows`, { q, category_id, sort, only: onlyOf(view) })
  const canEdit = can("prices.edit_list") && list.open_version?.state !== "waiting"
  const write = async (rows: RowEdit[]) => onChanged(await editRows(list.id, rows))
  const tell = (rows: RowEdit[], said: string) => void write(rows).then(() => done(said), failed)
  const columns = useColumns({ list, canEdit, onWrite: write, onOpen: setOpen })
  const shown = (row: Row) => (row.has_draft ? row.draft_price : row.price)

  const onPaste = (event: ClipboardEvent) => {
    const place = (event.target as HTMLElement).dataset.cell
    const text = event.clipboardData.getData("text/plain")
    if (!canEdit || !place || !text.trim()) return
    event.preventDefault()
    const column = readColumn(text, f.decimalMark)
    const first = Number(place.split(":")[0])
    if (!column || cellsOf(text).length > found.rows.length - first) return setOpen({ is: "paste", text })
    const edits = column.map((price, index) => ({ product_id: (found.rows[first + index] as Row).product.id, price, undo: false }))
    tell(edits, t`${f.number(edits.length)} prices pasted into the draft`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const place = (event.target as HTMLElement).dataset.cell
    const at = Number(place?.split(":")[0])
    const above = found.rows[at - 1]
    const row = found.rows[at]
    if (!canEdit || !place || !above || !row || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "d") return
    event.preventDefault()
    const price = shown(above)
    if (price !== null) void write([{ product_id: row.product.id, price, undo: false }]).catch(failed)
  }
  const chosen = found.rows.filter((row) => selection.has(String(row.product.id)))
  const fill = () => {
    const price = chosen[0] && shown(chosen[0])
    if (price) tell(chosen.map((row) => ({ product_id: row.product.id, price, undo: false })), t`${f.number(chosen.length)} prices filled down`)
  }
  const forget = () => tell(chosen.filter((row) => row.has_draft).map((row) => ({ product_id: row.product.id, undo: true })), t`Taken out of the draft`)
  const hasFilter = q !== undefined || category_id !== undefined
  return (
    <div className="flex min-h-0 flex-1 flex-col" onPaste={onPaste} onKeyDown={onKeyDown}>
      <DataTable<Row>
        id="price-list-rows" label={t`Prices of the list`} {...found} columns={columns} rowKey={(row) => String(row.product.id)} sort={sort} onSort={(next) => setSearch({ sort: next })}
        selection={canEdit ? selection : undefined}
        bulk={
          <>
            <Button size="sm" onClick={fill}>{t`Fill down`}</Button>
            <Button size="sm" icon={<Undo2 size={14} />} disabled={!chosen.some((row) => row.has_draft)} onClick={forget}>{t`Take out of the draft`}</Button>
          </>
        }
        toolbar={
          <FilterBar onClear={hasFilter ? () => setSearch({ q: undefined, category_id: undefined }) : undefined}>
            <ViewTabs list={list} />
            <SearchBox label={t`Search by SKU or name`} value={q} onChange={(next) => setSearch({ q: next })} />
            <CategoryPicker value={category_id} onChange={(next) => setSearch({ category_id: next })} />
            {canEdit && <Button icon={<ClipboardPaste size={14} />} onClick={() => setOpen({ is: "paste", text: "" })}>{t`Paste prices`}</Button>}
            {canEdit && list.rows > 0 && <Button icon={<Percent size={14} />} onClick={() => setOpen({ is: "adjust" })}>{t`Move by a percentage`}</Button>}
          </FilterBar>
        }
        renderCard={(row) => <RowCard row={row} currency={list.currency} onHistory={() => setOpen({ is: "history", row })} />}
        empty={<Nothing view={view} hasFilter={hasFilter} canEdit={canEdit} onPaste={() => setOpen({ is: "paste", text: "" })} />}
      />
      {open?.is === "paste" && <PasteDialog listId={list.id} text={open.text} onClose={() => setOpen(null)} onChanged={onChanged} />}
      {open?.is === "adjust" && <AdjustDialog list={list} categoryId={category_id} q={q} onClose={() => setOpen(null)} onChanged={onChanged} />}
      {open?.is === "breaks" && <BreaksDialog list={list} row={open.row} canEdit={canEdit} onClose={() => setOpen(null)} onSave={(edit) => write([edit])} />}
      {open?.is === "history" && <HistoryDrawer product={open.row.product} listId={list.id} onClose={() => setOpen(null)} />}
    </div>
  )
}

function Nothing({ view, hasFilter, canEdit, onPaste }: { view?: string; hasFilter: boolean; canEdit: boolean; onPaste: () => void }) {
  const { t } = useLingui()
  if (hasFilter) return <Empty title={t`No product matches these filters`}>{t`Clear a filter to see others.`}</Empty>
  if (view === "changed") return <Empty title={t`The draft is empty`}>{t`Prices that you type, paste or import stand here until they are published.`}</Empty>
  if (view === "below_floor") return <Empty title={t`No price lies below its floor`}>{t`Prices, or volume breaks, below the cost or the product's minimum stand here.`}</Empty>
  if (view === "missing") return <Empty title={t`Every product has a price`}>{t`Nothing of the catalogue is missing in this list.`}</Empty>
  return (
    <Empty title={t`This list has no prices yet`} action={canEdit && <span className="flex flex-wrap justify-center gap-2"><Button look="primary" onClick={onPaste}>{t`Paste prices`}</Button><Link to={paths.import("new")} search={{ entity: "prices" }} isPlain className={buttonClass()}>{t`Import a file`}</Link><Link to={paths.reprice} isPlain className={buttonClass()}>{t`Compute from costs`}</Link></span>}>
      {t`Paste them from a sheet, import a file, or compute them from the costs.`}
    </Empty>
  )
}

function Floor({ row, currency }: { row: Row; currency: string }) {
  const { t } = useLingui()
  const f = useFormat()
  if (row.not_protected) return <Badge tone="bad" title={t`No exchange rate takes its cost or minimum to the currency of the list: nothing protects this price. Record the rate.`}>{t`No rate`}</Badge>
  return <span className={row.is_below_floor ? "text-bad" : undefined}>{f.price(row.floor, currency)}</span>
}

type Options = { list: PriceList; canEdit: boolean; onWrite: (rows: RowEdit[]) => Promise<void>; onOpen: (open: Open) => void }

function useColumns({ list, canEdit, onWrite, onOpen }: Options): Column<Row>[] {
  const { t } = useLingui()
  const can = useCan()
  const f = useFormat()
  return useMemo(() => {
    const percent = (value: string | null) => (value === null ? "—" : f.percent(Number(value) / 100))
    const steps = (row: Row) => (row.has_draft ? row.draft_breaks : row.breaks)
    const columns: Column<Row>[] = [
      { id: "sku", header: t`SKU`, width: 130, isPinned: true, isFixed: true, sort: "sku", cell: (row) => <Link to={paths.product(row.product.id)}>{row.product.sku}</Link> },
      { id: "name", header: t`Product`, width: 190, grow: 2, sort: "name", cell: (row) => <span title={row.product.name}>{row.product.name}</span> },
      { id: "price", header: t`In force`, width: 110, align: "right", sort: "price", cell: (row) => f.price(row.price, list.currency) },
      {
        id: "draft", header: t`New price`, width: 120, align: "right", isFixed: true, sort: "draft_price",
        cell: (row) => (row.has_draft ? <span className={row.is_below_floor ? "font-semibold text-bad" : "font-semibold"}>{row.draft_price === null ? t`leaves` : f.price(row.draft_price, list.currency)}</span> : <span className="text-ink-faint">—</span>),
        edit: { kind: "decimal", value: (row) => (row.has_draft ? row.draft_price : row.price) ?? "", can: () => canEdit, label: (row) => t`New price of ${row.product.sku}`, save: (row, price) => onWrite([{ product_id: row.product.id, price, undo: false }]) },
      },
      { id: "change", header: t`Change`, width: 90, align: "right", cell: (row) => (row.change_percent === null ? "—" : f.change(Number(row.change_percent) / 100)) },
      { id: "kind", header: t`What it does`, width: 110, cell: (row) => (row.has_draft ? <KindBadge kind={row.kind} /> : "") },
      { id: "breaks", header: t`Breaks`, width: 130, cell: (row) => (steps(row).length ? <span className="tabular" title={steps(row).map((one) => `${f.qty(one.least)} → ${f.price(one.price, list.currency)}`).join("\n")}>{t`${steps(row).length} from ${f.qty(steps(row)[0]?.least)}`}</span> : "—") },
    ]
    if (can("insights.see_cost")) {
      columns.push(
        { id: "cost", header: t`Cost`, width: 100, align: "right", cell: (row) => f.price(row.cost, list.currency) },
        { id: "margin", header: t`Margin now`, width: 105, align: "right", cell: (row) => percent(row.margin_percent), help: t`What is left of the net price after the channel's deductions and the cost.` },
        { id: "draft_margin", header: t`New margin`, width: 105, align: "right", cell: (row) => percent(row.draft_margin_percent) },
        { id: "floor", header: t`Floor`, width: 100, align: "right", cell: (row) => <Floor row={row} currency={list.currency} />, help: t`The cost, or the least price of the product.` },
      )
    }
    columns.push({
      id: "actions", header: t`More`, width: 116, isFixed: true,
      cell: (row) => (
        <span className="flex">
          <IconButton size="sm" label={t`Breaks of ${row.product.sku}`} onClick={() => onOpen({ is: "breaks", row })}><Layers size={14} /></IconButton>
          <IconButton size="sm" label={t`History of ${row.product.sku}`} onClick={() => onOpen({ is: "history", row })}><History size={14} /></IconButton>
          {canEdit && row.has_draft && <IconButton size="sm" label={t`Take ${row.product.sku} out of the draft`} onClick={() => void onWrite([{ product_id: row.product.id, undo: true }]).catch(failed)}><Undo2 size={14} /></IconButton>}
        </span>
      ),
    })
    return columns
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the handlers depend on the list and nothing else
  }, [t, f, can, list, canEdit])
}
