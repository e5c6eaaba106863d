import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, patch, post } from "@/api/http"
import type { components } from "@/api/schema"
import type { RowResult } from "@/ui/bulk-results"
import { classes, states, urgencies, variabilities } from "./choices"

export { classes, states, urgencies, variabilities }
type Schemas = components["schemas"]

export const path = "/planning/suggestions"

export type State = (typeof states)[number]
export type Urgency = (typeof urgencies)[number]

export type Suggestion = Schemas["SuggestionView"]

export type SupplierTotal = Schemas["SupplierTotal"]

/** What the list is narrowed to; goes to the list, its totals, its export and the bulk actions alike. */
export type Filter = {
  state?: State
  supplier_id?: number
  location_id?: number
  category_id?: number
  abc?: string
  xyz?: string
  urgency?: Urgency
  without_supplier?: boolean
  q?: string
}

export type Choice = { ids: number[] } | { filter: Filter }
export type OrderMade = Schemas["OrderMade"]
export type Approval = Schemas["Approval"]

export const totalsQuery = (filter: Filter) =>
  queryOptions({
    queryKey: ["totals", path, filter],
    queryFn: ({ signal }) => get<SupplierTotal[]>(`${path}/totals`, filter, signal),
    placeholderData: keepPreviousData,
  })

export const setQuantity = (row: Suggestion, quantity: string) => patch<Suggestion>(`${path}/${row.id}`, { quantity }, row.version)
export const approve = (choice: Choice) => post<Approval>(`${path}:approve`, choice)
export const reject = (choice: Choice, reason: string) => post<{ results: RowResult[] }>(`${path}:reject`, { ...choice, reason })
export const reopen = (id: number) => post<Suggestion>(`${path}/${id}/reopen`)

export const changesPath = "/planning/changes"
export type Change = Schemas["ChangeView"]
export type ChangeGroup = Schemas["ChangeGroup"]

/** Both plans and how much changed between them, within what the list is narrowed to. */
export const changesQuery = (place: Pick<Filter, "location_id" | "category_id" | "q">) =>
  queryOptions({
    queryKey: ["totals", changesPath, place],
    queryFn: ({ signal }) => get<Schemas["ChangeSummary"]>(`${changesPath}/summary`, place, signal),
  })
