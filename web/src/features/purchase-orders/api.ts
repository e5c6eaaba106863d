import { queryOptions } from "@tanstack/react-query"
import { get, patch, post } from "@/api/http"
import type { components } from "@/api/schema"
import type { KeptExplanation } from "@/ui/why"
import { states } from "./choices"

export { states }
type Schemas = components["schemas"]

export const path = "/purchase-orders"

export type OrderHead = Schemas["OrderHead"]

export type OrderLine = Schemas["OrderLineView"]

export type Order = Schemas["OrderView"]

export type LineIn = { product_id: number; quantity: string; unit_cost?: string | null }
export type OrderChange = { lines?: LineIn[]; expected_on?: string | null; notes?: string | null }
export type Receipt = { lines: { line_id: number; quantity: string }[]; received_on?: string; reference?: string; close: boolean }
export type Step = "approve" | "send" | "cancel"

export const orderQuery = (id: number) => queryOptions({ queryKey: ["order", id], queryFn: ({ signal }) => get<Order>(`${path}/${id}`, undefined, signal) })

export const draftOrder = (body: { supplier_id: number; location_id: number; lines: LineIn[] }, idempotencyKey: string) => post<Order>(path, body, { idempotencyKey })
export const editOrder = (order: Order, change: OrderChange) => patch<Order>(`${path}/${order.id}`, change, order.version)
export const stepOrder = (order: { id: number; version: number }, step: Step) => post<Order>(`${path}/${order.id}/${step}`, undefined, { version: order.version })
export const receiveOrder = (order: Order, receipt: Receipt) => post<Order>(`${path}/${order.id}/receive`, receipt, { version: order.version })

/** The lines as the server takes them back: all of them, with one changed, added or left out. */
export const linesOf = (order: Order, change: (lines: LineIn[]) => LineIn[]): LineIn[] =>
  change(order.lines.map((line) => ({ product_id: line.product.id, quantity: line.quantity, ...(line.unit_cost === null ? {} : { unit_cost: line.unit_cost }) })))

export type Fact = { id: number; at: string; actor_name: string; title: string }
export const activityQuery = (id: number) =>
  queryOptions({
    queryKey: ["order", id, "activity"],
    queryFn: ({ signal }) => get<{ items: Fact[] }>("/audit", { subject_type: "purchase_order", subject_id: id, limit: 50 }, signal),
    select: (page) => page.items,
  })

/** Why a line has its quantity, as the plan kept it; null on lines that people added. */
export const whyOf = (line: OrderLine) => (line.explanation?.figures && line.explanation.sentences ? (line.explanation as KeptExplanation) : null)
