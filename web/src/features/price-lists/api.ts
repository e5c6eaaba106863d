import { queryOptions } from "@tanstack/react-query"
import { del, get, patch, post } from "@/api/http"
import type { components } from "@/api/schema"
import { audiences, views } from "./choices"

type Schemas = components["schemas"]

export const path = "/pricing/price-lists"
export { audiences, views }
export type Audience = (typeof audiences)[number]
export type View = (typeof views)[number]
/** What a view asks the server for; the plain one and the versions ask for every row. */
export const onlyOf = (view: View | undefined) => (view === "changed" || view === "missing" || view === "below_floor" ? view : undefined)
export type PriceList = Schemas["ListView"]
export type Version = Schemas["VersionView"]
export type Row = Schemas["RowView"]
export type RowEdit = Schemas["RowEdit"]
export type WhatIf = Schemas["WhatIf"]
export type Mover = Schemas["Mover"]
export type Past = Schemas["HistoryView"]
export type Group = Schemas["GroupView"]
export type Quote = Schemas["PriceQuote"]
export type QuoteLine = Schemas["QuoteLine"]
export type QuoteAsk = Schemas["QuoteAsk"]
export type Repricing = Schemas["Repricing"]
export type Proposal = Schemas["Proposal"]
export type ListIn = Schemas["ListIn"]

export const listQuery = (id: number) => queryOptions({ queryKey: ["price-list", id], queryFn: ({ signal }) => get<PriceList>(`${path}/${id}`, undefined, signal) })
export const versionsQuery = (id: number) => queryOptions({ queryKey: ["price-list", id, "versions"], queryFn: ({ signal }) => get<Version[]>(`${path}/${id}/versions`, undefined, signal) })
export const whatIfQuery = (list: PriceList, startsAt: string | undefined) =>
  queryOptions({ queryKey: ["price-list", list.id, "what-if", list.version, startsAt ?? "now"], queryFn: ({ signal }) => get<WhatIf>(`${path}/${list.id}/what-if`, { starts_at: startsAt }, signal) })
export const historyQuery = (productId: number, listId?: number) =>
  queryOptions({ queryKey: ["price-history", productId, listId ?? null], queryFn: ({ signal }) => get<Past[]>("/pricing/price-history", { product_id: productId, list_id: listId }, signal) })
export const groupsQuery = () => queryOptions({ queryKey: ["customer-groups"], queryFn: ({ signal }) => get<Group[]>("/pricing/customer-groups", undefined, signal) })

export const createList = (body: ListIn, idempotencyKey: string) => post<PriceList>(path, body, { idempotencyKey })
export const editList = (list: PriceList, change: Partial<Schemas["ListEdit"]>) => patch<PriceList>(`${path}/${list.id}`, change, list.version)
export const editRows = (id: number, rows: RowEdit[]) => post<PriceList>(`${path}/${id}/rows:edit`, { rows })
export const adjustRows = (id: number, body: Schemas["Adjustment"]) => post<PriceList>(`${path}/${id}/rows:adjust`, body)
export const discardDraft = (list: PriceList) => del<PriceList>(`${path}/${list.id}/draft`, list.version)
export const publishList = (list: PriceList, body: { starts_at?: string; note?: string }) => post<PriceList>(`${path}/${list.id}/publish`, body, { version: list.version })
export const approveVersion = (list: PriceList) => post<PriceList>(`${path}/${list.id}/approve`, undefined, { version: list.version })
export const refuseVersion = (list: PriceList, reason: string) => post<PriceList>(`${path}/${list.id}/refuse`, { reason }, { version: list.version })
export const takeBack = (list: PriceList) => post<PriceList>(`${path}/${list.id}/take-back`, undefined, { version: list.version })
export const revertVersion = (list: PriceList, number: number) => post<PriceList>(`${path}/${list.id}/versions/${number}/revert`, undefined, { version: list.version })
export const askQuote = (body: QuoteAsk, signal?: AbortSignal) => post<Quote>("/pricing/quote", body, { signal })
export const askReprice = (body: Schemas["RepriceAsk"], signal?: AbortSignal) => post<Repricing>("/pricing/reprice", body, { signal })
export const applyReprice = (body: Schemas["RepriceApply"]) => post<PriceList>("/pricing/reprice:apply", body)
export const createGroup = (body: Schemas["GroupIn"], idempotencyKey: string) => post<Group>("/pricing/customer-groups", body, { idempotencyKey })
export const editGroup = (group: Group, change: Partial<Schemas["GroupEdit"]>) => patch<Group>(`/pricing/customer-groups/${group.id}`, change, group.version)
export const removeGroup = (group: Group) => del(`/pricing/customer-groups/${group.id}`, group.version)
