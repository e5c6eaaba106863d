import { useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from "react"
import { useEdits } from "./edits"
import type { GridProps } from "./grid"
import { nextEditable, placeAfter } from "./keys"
import type { Column, Place } from "./types"

type Options<T> = GridProps<T> & { scroller: RefObject<HTMLDivElement | null>; toRow: (index: number) => void; page: number }

function placeOf(target: EventTarget): Place | null {
  const cell = (target as Element).closest<HTMLElement>("[data-cell]")
  const [row, column] = cell?.dataset.cell?.split(":").map(Number) ?? []
  return row === undefined || column === undefined ? null : { row, column }
}

/** Focus, keys and editing of a grid. */
export function useGrid<T>({ columns, rows, rowKey, selection, onOpen, scroller, toRow, page }: Options<T>) {
  const [active, setActive] = useState<Place>({ row: 0, column: 0 })
  const edits = useEdits<T>()
  const size = { rows: rows.length, columns: columns.length, page }

  const canEdit = ({ row, column }: Place) => {
    const edit = columns[column]?.edit
    const record = rows[row]
    return edit !== undefined && record !== undefined && (edit.can?.(record) ?? true)
  }
  const focus = (place: Place, tries = 4) => {
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${place.row}:${place.column}"]`)
    if (!cell) return tries > 0 ? void requestAnimationFrame(() => focus(place, tries - 1)) : undefined
    cell.focus({ preventScroll: true })
    cell.scrollIntoView({ block: "nearest", inline: "nearest" })
  }
  const go = (place: Place) => {
    setActive(place)
    toRow(place.row)
    requestAnimationFrame(() => focus(place))
  }
  const begin = (place: Place, typed?: string) => {
    const record = rows[place.row]
    const column = columns[place.column]
    if (!record || !column || !canEdit(place)) return
    const key = rowKey(record)
    setActive(place)
    toRow(place.row)
    edits.begin({ row: key, column: column.id, first: typed ?? edits.stateOf(key, column.id)?.value })
  }
  const commit = (row: T, column: Column<T>, value: string, way: "down" | "next" | "back" | "stay") => {
    edits.end()
    if (column.edit) void edits.commit(row, rowKey(row), column.id, column.edit, value)
    if (way === "stay") return
    const next = way === "down" ? { row: Math.min(active.row + 1, rows.length - 1), column: active.column } : nextEditable(active, size, way === "back", canEdit)
    if (next && way !== "down") begin(next)
    else go(next ?? active)
  }
  const cancel = () => {
    const { editing } = edits
    if (editing) edits.forget(editing.row, editing.column)
    edits.end()
    go(active)
  }
  const enter = (place: Place) => {
    const record = rows[place.row]
    if (canEdit(place)) begin(place)
    else if (record && onOpen) onOpen(record)
    else scroller.current?.querySelector<HTMLElement>(`[data-cell="${place.row}:${place.column}"] :is(a, button)`)?.click()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    const place = target.dataset.cell ? placeOf(target) : null
    if (!place) return
    const to = placeAfter(event, place, size)
    const isTyping = event.key.length === 1 && /[\p{L}\p{N},.-]/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
    const record = rows[place.row]
    if (to) go(to)
    else if (event.key === "Enter" || event.key === "F2") enter(place)
    else if (event.key === " " && selection && record) selection.toggle(rowKey(record), rows.map(rowKey))
    else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && selection) selection.set(rows.map(rowKey))
    else if (isTyping && canEdit(place)) begin(place, event.key)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const place = placeOf(event.target)
    if (!place || (event.target as Element).closest("a, button, input, label")) return
    const wasActive = place.row === active.row && place.column === active.column
    if (canEdit(place) && wasActive) begin(place)
    else go(place)
  }
  const onDoubleClick = (event: MouseEvent) => {
    const place = placeOf(event.target)
    if (place && !(event.target as Element).closest("a, button, input")) enter(place)
  }
  const onFocus = (event: FocusEvent) => {
    const place = (event.target as HTMLElement).dataset.cell ? placeOf(event.target) : null
    if (place && (place.row !== active.row || place.column !== active.column)) setActive(place)
  }
  const safe: Place = { row: Math.max(0, Math.min(active.row, rows.length - 1)), column: Math.min(active.column, Math.max(0, columns.length - 1)) }
  return { active: safe, edits, onKeyDown, onClick, onDoubleClick, onFocus, commit, cancel }
}
