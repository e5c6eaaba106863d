import { Plural, useLingui } from "@lingui/react/macro"
import { columnVisibilityFeature, tableFeatures, useTable } from "@tanstack/react-table"
import { Columns3 } from "lucide-react"
import { useMemo, type ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { useIsPhone } from "@/lib/phone"
import { Button } from "../button"
import { Failure } from "../failure"
import { Menu, MenuCheck, MenuChoice, MenuLabel, MenuLine } from "../menu"
import { Skeleton } from "../progress"
import { Cards } from "./cards"
import { Grid } from "./grid"
import { usePrefs } from "./prefs"
import { BulkBar, type Selection } from "./selection"
import type { Column } from "./types"

export { useSelection, type Selection } from "./selection"
export type { CellEdit, Column } from "./types"

type Props<T> = {
  /** Names the table; its column choice is remembered under it. */
  id: string
  label: string
  columns: Column<T>[]
  rows: T[]
  rowKey: (row: T) => string
  total?: number | null
  isLoading?: boolean
  isStale?: boolean
  isFetchingMore?: boolean
  hasMore?: boolean
  onMore?: () => void
  error?: unknown
  onRetry?: () => void
  sort?: string
  onSort?: (sort: string | undefined) => void
  selection?: Selection
  /** Buttons for the selection. */
  bulk?: ReactNode
  /** Enter or double click on a row. */
  onOpen?: (row: T) => void
  /** The row as a card, used under 640 px. */
  renderCard: (row: T) => ReactNode
  empty: ReactNode
  /** Left of the count, such as filters or totals. */
  toolbar?: ReactNode
}

const features = tableFeatures({ columnVisibilityFeature })

/** The list of every page: server-side paging and sort, columns to choose, keyboard grid, cards on phones. */
export function DataTable<T>(props: Props<T>) {
  const { id, columns, rows, rowKey, total = null, selection, bulk, isStale } = props
  const isPhone = useIsPhone()
  const prefs = usePrefs(id, columns)
  const table = useTable({
    features,
    data: rows as (T & object)[],
    columns: useMemo(() => columns.map((column) => ({ id: column.id, header: column.header })), [columns]),
    getRowId: rowKey,
    state: { columnVisibility: prefs.visibility },
  })
  const shown = table.getVisibleLeafColumns().map((leaf) => columns.find((column) => column.id === leaf.id) as Column<T>)
  const isEmpty = !props.isLoading && !props.error && rows.length === 0
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2" data-print="no">
        {props.toolbar}
        <div className="ml-auto flex items-center gap-2 self-end">
          <Count loaded={rows.length} total={total} />
          {!isPhone && <TableMenu columns={columns} prefs={prefs} />}
        </div>
      </div>
      {props.error ? (
        <Failure error={props.error} onRetry={props.onRetry} />
      ) : props.isLoading ? (
        <Waiting />
      ) : isEmpty ? (
        <div className="card">{props.empty}</div>
      ) : (
        <div className={`flex min-h-0 flex-1 flex-col ${isStale ? "opacity-60 transition-opacity" : ""}`} aria-busy={isStale || undefined}>
          {isPhone ? <Cards {...props} /> : <Grid {...props} columns={shown} total={total} density={prefs.density} />}
        </div>
      )}
      {selection && <BulkBar selection={selection} loaded={rows.length} total={total}>{bulk}</BulkBar>}
    </div>
  )
}

function Count({ loaded, total }: { loaded: number; total: number | null }) {
  const { t } = useLingui()
  const { number } = useFormat()
  if (loaded === 0) return null
  const shown = number(loaded)
  const all = number(total)
  return (
    <span className="tabular text-xs whitespace-nowrap text-ink-faint" role="status">
      {total === null || total === loaded ? <Plural value={loaded} one="# row" other="# rows" /> : t`${shown} of ${all}`}
    </span>
  )
}

function TableMenu<T>({ columns, prefs }: { columns: Column<T>[]; prefs: ReturnType<typeof usePrefs<T>> }) {
  const { t } = useLingui()
  return (
    <Menu trigger={<Button size="sm" look="quiet" icon={<Columns3 size={14} />}>{t`Columns`}</Button>}>
      <MenuLabel>{t`Row height`}</MenuLabel>
      <MenuChoice value={prefs.density} onChange={prefs.setDensity} options={{ compact: t`Compact`, cosy: t`Comfortable` }} />
      <MenuLine />
      <MenuLabel>{t`Columns`}</MenuLabel>
      {columns.filter((column) => !column.isFixed).map((column) => (
        <MenuCheck key={column.id} checked={prefs.visibility[column.id] ?? true} onChange={(shown) => prefs.setShown(column.id, shown)}>{column.header}</MenuCheck>
      ))}
    </Menu>
  )
}

const Waiting = () => (
  <div className="card grid gap-3 p-4" aria-busy="true">
    {Array.from({ length: 8 }, (_, index) => <Skeleton key={index} className="h-5 w-full" />)}
  </div>
)
