import { useLingui } from "@lingui/react/macro"
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react"
import { cx } from "@/lib/cx"
import { Checkbox } from "../field"
import { Help, Popover } from "../tooltip"
import { alignClass, pinnedLeft } from "./row"
import type { Column } from "./types"

type Props<T> = {
  columns: Column<T>[]
  template: string
  sort?: string
  onSort?: (sort: string | undefined) => void
  /** Absent when rows cannot be selected. */
  selectAll?: { state: boolean | "some"; toggle: () => void }
}

const nextSort = (key: string, sort: string | undefined) => (sort === key ? `-${key}` : sort === `-${key}` ? undefined : key)

/** Column titles; a click sorts, again turns it round, a third time forgets it. */
export function Head<T>({ columns, template, sort, onSort, selectAll }: Props<T>) {
  const { t } = useLingui()
  return (
    <div role="row" aria-rowindex={1} className="sticky top-0 z-20 grid min-h-9 min-w-full border-b bg-sunken text-xs font-medium text-ink-soft" style={{ gridTemplateColumns: template }}>
      {selectAll && (
        <div role="columnheader" className="sticky left-0 z-10 grid place-items-center bg-sunken">
          <Checkbox
            aria-label={t`Select all rows shown`} checked={selectAll.state === true} onChange={selectAll.toggle}
            ref={(box) => {
              if (box) box.indeterminate = selectAll.state === "some"
            }}
          />
        </div>
      )}
      {columns.map((column, at) => {
        const left = pinnedLeft(columns, at, selectAll !== undefined)
        const key = column.sort
        const way = key && sort === key ? "ascending" : key && sort === `-${key}` ? "descending" : undefined
        return (
          <div
            key={column.id} role="columnheader" aria-colindex={at + 1} aria-sort={way ?? (key ? "none" : undefined)}
            className={cx("flex min-w-0 items-center px-2", alignClass[column.align ?? "left"], left !== undefined && "sticky z-10 bg-sunken")}
            style={left === undefined ? undefined : { left }}
          >
            {key && onSort ? <SortButton header={column.header} way={way} onClick={() => onSort(nextSort(key, sort))} />
              : column.help ? <Explained header={column.header}>{column.help}</Explained> : <span className="truncate">{column.header}</span>}
            {key && onSort && column.help && <Help label={t`What ${column.header} means`}>{column.help}</Help>}
          </div>
        )
      })}
    </div>
  )
}

/** A title that says what it means when pressed. */
function Explained({ header, children }: { header: string; children: string }) {
  return <Popover trigger={<button type="button" className="min-h-7 min-w-0 truncate rounded underline decoration-line-strong decoration-dotted underline-offset-4 hover:text-ink">{header}</button>}>{children}</Popover>
}

function SortButton({ header, way, onClick }: { header: string; way?: "ascending" | "descending"; onClick: () => void }) {
  const Icon = way === "ascending" ? ArrowUp : way === "descending" ? ArrowDown : ChevronsUpDown
  return (
    <button type="button" onClick={onClick} className={cx("flex min-h-7 min-w-0 items-center gap-1 rounded hover:text-ink", way && "text-accent-ink")}>
      <span className="truncate">{header}</span>
      <Icon size={12} aria-hidden="true" className={way ? "shrink-0" : "shrink-0 opacity-40"} />
    </button>
  )
}
