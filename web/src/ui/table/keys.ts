import type { Place } from "./types"

export type Size = { rows: number; columns: number; page: number }

type Key = { key: string; ctrlKey?: boolean; metaKey?: boolean }

/** Where the focus goes in a grid of this size, or null when the key does not move it. */
export function placeAfter(event: Key, at: Place, size: Size): Place | null {
  const clamp = (row: number, column: number): Place => ({
    row: Math.max(0, Math.min(size.rows - 1, row)),
    column: Math.max(0, Math.min(size.columns - 1, column)),
  })
  const far = event.ctrlKey || event.metaKey
  switch (event.key) {
    case "ArrowDown":
      return clamp(far ? size.rows - 1 : at.row + 1, at.column)
    case "ArrowUp":
      return clamp(far ? 0 : at.row - 1, at.column)
    case "ArrowRight":
      return clamp(at.row, far ? size.columns - 1 : at.column + 1)
    case "ArrowLeft":
      return clamp(at.row, far ? 0 : at.column - 1)
    case "Home":
      return clamp(far ? 0 : at.row, 0)
    case "End":
      return clamp(far ? size.rows - 1 : at.row, size.columns - 1)
    case "PageDown":
      return clamp(at.row + size.page, at.column)
    case "PageUp":
      return clamp(at.row - size.page, at.column)
    default:
      return null
  }
}

/** The next editable cell in reading order, forwards or back, or null at the end. */
export function nextEditable(at: Place, size: Size, isBack: boolean, canEdit: (place: Place) => boolean): Place | null {
  const last = size.rows * size.columns
  const step = isBack ? -1 : 1
  for (let index = at.row * size.columns + at.column + step; index >= 0 && index < last; index += step) {
    const place = { row: Math.floor(index / size.columns), column: index % size.columns }
    if (canEdit(place)) return place
  }
  return null
}
