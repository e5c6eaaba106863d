import { queryOptions } from "@tanstack/react-query"
import { get, patch, post } from "@/api/http"
import type { components } from "@/api/schema"
import type { RowResult } from "@/ui/bulk-results"
import { documentStates, kinds, states } from "./choices"

export { documentStates, kinds, states }
type Schemas = components["schemas"]

export const path = "/planning/transfers"
export const documents = "/transfers"
export type State = (typeof states)[number]
export type Kind = (typeof kinds)[number]

export type TransferSuggestion = Schemas["TransferSuggestionView"]

export type Filter = { state?: State; from_location_id?: number; to_location_id?: number; kind?: Kind; q?: string }
export type Choice = { ids: number[] } | { filter: Filter }
export type TransferMade = Schemas["TransferMade"]
export type Approval = Schemas["TransferApproval"]

export const setQuantity = (row: TransferSuggestion, quantity: string) => patch<TransferSuggestion>(`${path}/${row.id}`, { quantity }, row.version)
export const approve = (choice: Choice) => post<Approval>(`${path}:approve`, choice)
export const reject = (choice: Choice, reason: string) => post<{ results: RowResult[] }>(`${path}:reject`, { ...choice, reason })
export const reopen = (id: number) => post<TransferSuggestion>(`${path}/${id}/reopen`)

export type TransferRow = Schemas["TransferRow"]

export type TransferLine = Schemas["TransferLineView"]

export type Transfer = Schemas["TransferView"]

export type Step = "approve" | "ship" | "cancel"
export type LineIn = { product_id: number; quantity: string }

export const transferQuery = (id: number) => queryOptions({ queryKey: ["transfer", id], queryFn: ({ signal }) => get<Transfer>(`${documents}/${id}`, undefined, signal) })
export const stepTransfer = (transfer: Transfer, step: Step) => post<Transfer>(`${documents}/${transfer.id}/${step}`, undefined, { version: transfer.version })
export const receiveTransfer = (transfer: Transfer, lines: { line_id: number; quantity: string }[]) =>
  post<Transfer>(`${documents}/${transfer.id}/receive`, { lines }, { version: transfer.version })
export const editLines = (transfer: Transfer, lines: LineIn[]) => patch<Transfer>(`${documents}/${transfer.id}`, { lines }, transfer.version)
