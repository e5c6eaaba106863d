import { queryOptions } from "@tanstack/react-query"
import { get, patch, post } from "@/api/http"
import type { Explanation, Named, ProductNamed } from "@/lib/plan"
import type { RowResult } from "@/ui/bulk-results"
import type { TransferState } from "@/ui/states"
import type { KeptExplanation } from "@/ui/why"

export const path = "/planning/transfers"
export const documents = "/transfers"
export const states = ["open", "approved", "rejected", "superseded"] as const
export const documentStates = ["draft", "approved", "shipped", "received", "cancelled"] as const
export const kinds = ["supply", "balance"] as const
export type State = (typeof states)[number]
export type Kind = (typeof kinds)[number]

export type TransferSuggestion = {
  id: number
  kind: Kind
  product: ProductNamed
  from: Named
  to: Named
  quantity_suggested: string
  quantity: string
  edited: boolean
  unit_cost: string | null
  value: string | null
  currency: string
  ship_by: string
  state: State
  note: string | null
  reject_reason: string | null
  decided_by: string | null
  transfer_id: number | null
  explanation: Explanation
  version: number
}

export type Filter = { state?: State; from_location_id?: number; to_location_id?: number; kind?: Kind; q?: string }
export type Choice = { ids: number[] } | { filter: Filter }
export type TransferMade = { id: number; number: string; from: Named; to: Named; lines: number }
export type Approval = { transfers: TransferMade[]; results: RowResult[] }

export const setQuantity = (row: TransferSuggestion, quantity: string) => patch<TransferSuggestion>(`${path}/${row.id}`, { quantity }, row.version)
export const approve = (choice: Choice) => post<Approval>(`${path}:approve`, choice)
export const reject = (choice: Choice, reason: string) => post<{ results: RowResult[] }>(`${path}:reject`, { ...choice, reason })
export const reopen = (id: number) => post<TransferSuggestion>(`${path}/${id}/reopen`)

export type TransferRow = {
  id: number
  number: string
  from_location: Named
  to_location: Named
  state: TransferState
  lines: number
  units: string
  expected_on: string | null
  created_at: string
  version: number
}

export type TransferLine = { id: number; product: ProductNamed; quantity: string; shipped: string; received: string; explanation: KeptExplanation | null }

export type Transfer = Omit<TransferRow, "lines" | "units"> & {
  notes: string | null
  created_by: string
  approved_at: string | null
  approved_by: string | null
  shipped_at: string | null
  received_at: string | null
  cancelled_at: string | null
  lines: TransferLine[]
}

export type Step = "approve" | "ship" | "cancel"
export type LineIn = { product_id: number; quantity: string }

export const transferQuery = (id: number) => queryOptions({ queryKey: ["transfer", id], queryFn: ({ signal }) => get<Transfer>(`${documents}/${id}`, undefined, signal) })
export const stepTransfer = (transfer: Transfer, step: Step) => post<Transfer>(`${documents}/${transfer.id}/${step}`, undefined, { version: transfer.version })
export const receiveTransfer = (transfer: Transfer, lines: { line_id: number; quantity: string }[]) =>
  post<Transfer>(`${documents}/${transfer.id}/receive`, { lines }, { version: transfer.version })
export const editLines = (transfer: Transfer, lines: LineIn[]) => patch<Transfer>(`${documents}/${transfer.id}`, { lines }, transfer.version)
