import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, patch, post } from "@/api/http"
import type { Explanation, Named, ProductNamed } from "@/lib/plan"
import type { RowResult } from "@/ui/bulk-results"

export const path = "/planning/suggestions"

export const states = ["open", "approved", "rejected", "superseded"] as const
export const urgencies = ["out", "late", "due", "top_up"] as const
export const classes = ["A", "B", "C"] as const
export const variabilities = ["X", "Y", "Z"] as const
export type State = (typeof states)[number]
export type Urgency = (typeof urgencies)[number]

export type Suggestion = {
  id: number
  product: ProductNamed
  location: Named
  supplier: Named | null
  abc: string
  xyz: string
  demand_class: string
  quantity_suggested: string
  quantity: string
  edited: boolean
  unit_cost: string | null
  amount: string | null
  currency: string
  on_hand: string
  reserved: string
  on_order: string
  in_transit: string
  days_of_cover: number | null
  forecast_protection: number
  safety_stock: number
  reorder_point: number
  order_up_to: number
  pack_size: string
  moq: string
  needed_on: string
  order_by: string
  arrives_on: string
  urgency: Urgency
  state: State
  note: string | null
  reject_reason: string | null
  decided_at: string | null
  decided_by: string | null
  order_id: number | null
  explanation: Explanation
  version: number
}

export type SupplierTotal = {
  supplier: Named | null
  location: Named
  lines: number
  amount: string | null
  minimum_order_value: string | null
  missing: string | null
  currency: string
  meets_minimum: boolean
}

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
export type OrderMade = { id: number; number: string; supplier: Named; location: Named; lines: number; total: string; currency: string }
export type Approval = { orders: OrderMade[]; results: RowResult[] }

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
