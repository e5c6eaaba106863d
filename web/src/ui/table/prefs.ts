import { useState } from "react"
import type { Column, Density } from "./types"

type Prefs = { hidden?: Record<string, boolean>; density?: Density }

function read(id: string): Prefs {
  try {
    return JSON.parse(localStorage.getItem(`fluxion.table.${id}`) ?? "{}") as Prefs
  } catch {
    return {}
  }
}

/** Which columns are shown and how tight, remembered per table in this browser. */
export function usePrefs<T>(id: string, columns: Column<T>[]) {
  const [prefs, setPrefs] = useState(() => read(id))
  const change = (next: Prefs) => {
    setPrefs(next)
    try {
      localStorage.setItem(`fluxion.table.${id}`, JSON.stringify(next))
    } catch {
      // The choice then lasts as long as the page.
    }
  }
  const isShown = (column: Column<T>) => column.isFixed || !(prefs.hidden?.[column.id] ?? column.isHidden ?? false)
  return {
    density: prefs.density ?? "compact",
    setDensity: (density: Density) => change({ ...prefs, density }),
    visibility: Object.fromEntries(columns.map((column) => [column.id, isShown(column)])),
    setShown: (columnId: string, shown: boolean) => change({ ...prefs, hidden: { ...prefs.hidden, [columnId]: !shown } }),
  }
}
