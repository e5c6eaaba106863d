import { queryOptions } from "@tanstack/react-query"
import { del, get, post, put } from "@/api/http"
import type { components } from "@/api/schema"
import { kinds, views } from "./choices"

export { kinds, views }
type Schemas = components["schemas"]

export const path = "/planning/events"
export type Kind = (typeof kinds)[number]
export type View = (typeof views)[number]
export type Event = Schemas["EventView"]
export type Draft = Schemas["EventDraft"]
export type Narrowing = { kind?: Kind; location_id?: number; category_id?: number; product_id?: number; q?: string }

export const eventsQuery = (from: string, to: string, narrowing: Narrowing) =>
  queryOptions({
    queryKey: ["events", from, to, narrowing],
    queryFn: ({ signal }) => get<Event[]>(path, { from, to, ...narrowing }, signal),
    placeholderData: (before) => before,
  })

export const saveEvent = (draft: Draft, event: Event | null, key: string) =>
  event ? put<Event>(`${path}/${event.id}`, draft, event.version) : post<Event>(path, draft, { idempotencyKey: key })
export const deleteEvent = (event: Event) => del(`${path}/${event.id}`, event.version)
export const copyEvents = (ids: number[]) => post<Schemas["RowResult"][]>(`${path}:copy`, { ids })

/** An event as it is sent back to the server. */
export const draftOf = (event: Event): Draft => ({
  name: event.name, kind: event.kind, starts_on: event.starts_on, ends_on: event.ends_on, yearly: event.yearly, factor: event.factor, note: event.note,
  location_id: event.location?.id ?? null, category_id: event.category_id, product_id: event.product?.id ?? null,
})
