import { sumsOf, type Sum } from "@/lib/sums"
import type { Filter, Suggestion, SupplierTotal } from "./api"
import type { Subject } from "./decide-dialogs"

/** How many lines and how much money a list comes to. */
export const sumOfTotals = (totals: SupplierTotal[]): { lines: number; sums: Sum[] } => ({
  lines: totals.reduce((lines, total) => lines + total.lines, 0),
  sums: sumsOf(totals),
})

/** Everything the filter finds, loaded or not. */
export const subjectOfAll = (filter: Filter, totals: SupplierTotal[]): Subject => ({
  choice: { filter },
  ...sumOfTotals(totals),
  orders: totals.filter((total) => total.supplier).length,
  below: totals.filter((total) => total.supplier && !total.meets_minimum),
  withoutSupplier: totals.filter((total) => !total.supplier).reduce((lines, total) => lines + total.lines, 0),
})

/** These rows and no others. */
export const subjectOfRows = (rows: Suggestion[]): Subject => ({
  choice: { ids: rows.map((row) => row.id) },
  lines: rows.length,
  sums: sumsOf(rows),
  orders: new Set(rows.filter((row) => row.supplier).map((row) => `${row.supplier?.id}:${row.location.id}`)).size,
  withoutSupplier: rows.filter((row) => !row.supplier).length,
})

/** The filter as it was before one order was picked, so that the others stay in sight beside it. */
export const beyondOrder = (filter: Filter): Filter => {
  const isPicked = filter.supplier_id !== undefined || filter.without_supplier === true
  return isPicked ? { ...filter, supplier_id: undefined, without_supplier: undefined, location_id: undefined } : filter
}
