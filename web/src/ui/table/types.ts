import type { ReactNode } from "react"

/** How a cell is edited in place. `save` receives a decimal string, an ISO day or text, and rejects to show the reason in the cell. */
export type CellEdit<T> = {
  kind: "decimal" | "text" | "day"
  value: (row: T) => string
  save: (row: T, value: string) => Promise<unknown>
  can?: (row: T) => boolean
  label: (row: T) => string
}

export type Column<T> = {
  id: string
  header: string
  cell: (row: T) => ReactNode
  /** Least width in pixels (default 120). */
  width?: number
  /** Takes a share of the spare room. */
  grow?: number
  align?: "left" | "right" | "center"
  /** Name the server sorts by; absent = cannot be sorted. */
  sort?: string
  /** Starts hidden; the column chooser brings it. */
  isHidden?: boolean
  /** Stays at the left while the rest scrolls (leading columns only). */
  isPinned?: boolean
  /** Always shown, absent from the column chooser. */
  isFixed?: boolean
  edit?: CellEdit<T>
  /** Total under the column. */
  footer?: ReactNode
  help?: string
}

export type Density = "compact" | "cosy"

export type Place = { row: number; column: number }
