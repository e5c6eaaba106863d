import { LoaderCircle, TriangleAlert } from "lucide-react"
import { memo, type CSSProperties, type ReactNode } from "react"
import { cx } from "@/lib/cx"
import { Checkbox } from "../field"
import type { CellState } from "./edits"
import type { Column } from "./types"

export const selectWidth = 40
const helpWidth = 26

/** Least width of a column: a header that sorts and explains itself needs room for two buttons. */
export const widthOf = <T,>(column: Column<T>): number => (column.width ?? 120) + (column.help && column.sort ? helpWidth : 0)

/** Where a pinned column stands; others have none. */
export function pinnedLeft<T>(columns: Column<T>[], index: number, hasSelection: boolean): number | undefined {
  if (!columns.slice(0, index + 1).every((column) => column.isPinned)) return undefined
  return columns.slice(0, index).reduce((left, column) => left + widthOf(column), hasSelection ? selectWidth : 0)
}

/** A cut text says itself whole under the pointer. */
function tellWhole({ currentTarget: cell }: { currentTarget: HTMLElement }) {
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.innerText
  else cell.removeAttribute("title")
}

export const alignClass = { left: "justify-start text-left", right: "justify-end text-right", center: "justify-center text-center" } as const

type Props<T> = {
  row: T
  index: number
  columns: Column<T>[]
  style: CSSProperties
  template: string
  /** Column of the focus in this row, or null. */
  activeColumn: number | null
  isSelected?: boolean
  selectLabel?: string
  onSelect?: () => void
  stateOf: (columnId: string) => CellState | undefined
  editor: (column: Column<T>) => ReactNode
}

function Cell<T>({ row, column, state, editor }: { row: T; column: Column<T>; state?: CellState; editor: ReactNode }) {
  if (editor) return editor
  return (
    <div className={cx("flex h-full min-w-0 items-center gap-1 px-2", alignClass[column.align ?? "left"], state?.state === "failed" && "bg-bad-soft text-bad")}>
      {state?.state === "failed" && <TriangleAlert size={13} aria-label={state.message} className="shrink-0" />}
      {state?.state === "saving" && <LoaderCircle size={13} aria-hidden="true" className="shrink-0 animate-spin text-ink-faint" />}
      <span className="min-w-0 truncate" onMouseEnter={tellWhole}>{state ? state.value : column.cell(row)}</span>
    </div>
  )
}

function GridRow<T>({ row, index, columns, style, template, activeColumn, isSelected, selectLabel, onSelect, stateOf, editor }: Props<T>) {
  return (
    <div
      role="row" aria-rowindex={index + 2} aria-selected={onSelect ? isSelected : undefined} data-row={index}
      className={cx("group absolute top-0 left-0 grid min-w-full border-b", isSelected ? "bg-accent-soft" : "bg-surface hover:bg-hover")}
      style={{ ...style, gridTemplateColumns: template }}
    >
      {onSelect && (
        <div role="gridcell" className="sticky left-0 z-10 grid place-items-center bg-inherit">
          <Checkbox checked={isSelected} onChange={onSelect} aria-label={selectLabel} tabIndex={-1} />
        </div>
      )}
      {columns.map((column, at) => {
        const left = pinnedLeft(columns, at, onSelect !== undefined)
        const state = stateOf(column.id)
        return (
          <div
            key={column.id} role="gridcell" aria-colindex={at + 1} data-cell={`${index}:${at}`} tabIndex={activeColumn === at ? 0 : -1}
            aria-readonly={!column.edit?.can || column.edit.can(row) ? undefined : true} title={state?.message}
            className={cx("min-w-0 text-sm focus-visible:outline-offset-[-2px]", left !== undefined && "sticky z-10 bg-inherit", column.align === "right" && "tabular", column.edit && (column.edit.can?.(row) ?? true) && "cursor-text underline decoration-line-strong/50 decoration-dotted underline-offset-4")}
            style={left === undefined ? undefined : { left }}
          >
            <Cell row={row} column={column} state={state} editor={editor(column)} />
          </div>
        )
      })}
    </div>
  )
}

export const Row = memo(GridRow) as typeof GridRow
