import { useLingui } from "@lingui/react/macro"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useRef } from "react"
import { EditCell } from "./edit-cell"
import { Head } from "./head"
import { Row, selectWidth, widthOf } from "./row"
import type { Selection } from "./selection"
import type { Column, Density } from "./types"
import { useGrid } from "./use-grid"

export type GridProps<T> = {
  label: string
  columns: Column<T>[]
  rows: T[]
  rowKey: (row: T) => string
  total: number | null
  density: Density
  sort?: string
  onSort?: (sort: string | undefined) => void
  selection?: Selection
  onOpen?: (row: T) => void
  hasMore?: boolean
  isFetchingMore?: boolean
  onMore?: () => void
}

const heights: Record<Density, number> = { compact: 34, cosy: 44 }
const templateOf = <T,>(columns: Column<T>[], hasSelection: boolean) =>
  [hasSelection ? `${selectWidth}px` : "", ...columns.map((column) => (column.grow ? `minmax(${widthOf(column)}px, ${column.grow}fr)` : `${widthOf(column)}px`)), columns.some((column) => column.grow) ? "" : "1fr"].filter(Boolean).join(" ")

/** The scrolling grid: only the rows in sight exist, the focus moves by keys, cells edit in place. */
export function Grid<T>(props: GridProps<T>) {
  const { t } = useLingui()
  const { label, columns, rows, rowKey, total, density, selection, hasMore, isFetchingMore, onMore } = props
  const scroller = useRef<HTMLDivElement>(null)
  const height = heights[density]
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 10 })
  const grid = useGrid({ ...props, scroller, toRow: (index) => virtual.scrollToIndex(index), page: 15 })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const template = templateOf(columns, selection !== undefined)
  const minWidth = columns.reduce((sum, column) => sum + widthOf(column), selection ? selectWidth : 0)

  useEffect(() => virtual.measure(), [virtual, height])
  useEffect(() => {
    if (hasMore && !isFetchingMore && lastShown >= rows.length - 30) onMore?.()
  }, [hasMore, isFetchingMore, lastShown, rows.length, onMore])

  const loaded = rows.map(rowKey)
  const chosen = selection ? loaded.filter(selection.has).length : 0
  const everyone = chosen > 0 && chosen === loaded.length
  const selectAll = selection && { state: everyone || (chosen > 0 && ("some" as const)), toggle: () => (everyone ? selection.clear() : selection.set(loaded)) }

  return (
    <>
    <div
      ref={scroller} role="grid" aria-label={label} aria-rowcount={(total ?? rows.length) + 1} aria-colcount={columns.length} aria-multiselectable={selection ? true : undefined}
      onKeyDown={grid.onKeyDown} onClick={grid.onClick} onDoubleClick={grid.onDoubleClick} onFocus={grid.onFocus}
      className="card max-h-[75vh] min-h-0 overflow-auto overscroll-contain sm:max-h-none"
    >
      <div style={{ minWidth }}>
        <div role="rowgroup"><Head columns={columns} template={template} sort={props.sort} onSort={props.onSort} selectAll={selectAll} /></div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index] as T
            const key = rowKey(row)
            return (
              <Row
                key={key} row={row} index={item.index} columns={columns} template={template}
                style={{ height, transform: `translateY(${item.start}px)` }}
                activeColumn={grid.active.row === item.index ? grid.active.column : null}
                isSelected={selection?.has(key)} selectLabel={t`Select row ${item.index + 1}`}
                onSelect={selection ? () => selection.toggle(key, loaded) : undefined}
                stateOf={(columnId) => grid.edits.stateOf(key, columnId)}
                editor={(column) =>
                  column.edit && grid.edits.editing?.row === key && grid.edits.editing.column === column.id ? (
                    <EditCell row={row} edit={column.edit} first={grid.edits.editing.first} onCancel={grid.cancel} onCommit={(value, way) => grid.commit(row, column, value, way)} />
                  ) : null
                }
              />
            )
          })}
        </div>
        {columns.some((column) => column.footer) && <Foot columns={columns} template={template} hasSelection={selection !== undefined} />}
      </div>
    </div>
    {isFetchingMore && <p role="status" className="py-1 text-center text-xs text-ink-faint">{t`Loading more…`}</p>}
    </>
  )
}

function Foot<T>({ columns, template, hasSelection }: { columns: Column<T>[]; template: string; hasSelection: boolean }) {
  return (
    <div role="row" className="tabular sticky bottom-0 z-20 grid min-h-9 items-center border-t bg-sunken text-sm font-semibold" style={{ gridTemplateColumns: template }}>
      {hasSelection && <div role="gridcell" />}
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={`truncate px-2 ${column.align === "right" ? "text-right" : ""}`}>{column.footer}</div>
      ))}
    </div>
  )
}
