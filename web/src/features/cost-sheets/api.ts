import { queryOptions } from "@tanstack/react-query"
import { get, patch, post } from "@/api/http"
import type { Page, Schema } from "@/api/types"
import { strategies } from "./choices"

export const path = "/pricing/cost-sheets"
export { strategies }
export const kinds = ["product", "packaging", "label", "freight", "handling", "other"] as const
export type Strategy = (typeof strategies)[number]
export type Kind = (typeof kinds)[number]
export type SheetRow = Schema<"SheetRow">
export type Sheet = Schema<"SheetView">
export type SheetPrice = Schema<"SheetPrice">
export type Past = Schema<"CostHistory">
export type Results = Schema<"SheetResults">
export type Channel = { id: number; name: string; currency: string }

/** A line of the component grid as it is typed. */
export type Part = { type: Kind; name: string; value: string | null; quantity: string | null; currency: string }

export const sheetQuery = (id: number) => queryOptions({ queryKey: ["cost-sheet", id], queryFn: ({ signal }) => get<Sheet>(`${path}/${id}`, undefined, signal) })
export const historyQuery = (id: number) => queryOptions({ queryKey: ["cost-sheet", id, "history"], queryFn: ({ signal }) => get<Past>(`${path}/${id}/costs`, undefined, signal) })
export const channelsQuery = queryOptions({ queryKey: ["sheet-channels"], queryFn: async ({ signal }) => (await get<Page<Channel>>("/pricing/configurations", { active: true, limit: 200 }, signal)).items })
export const createSheet = (body: object, idempotencyKey: string) => post<Sheet>(path, body, { idempotencyKey })
export const editSheet = (sheet: Sheet, change: object) => patch<Sheet>(`${path}/${sheet.id}`, change, sheet.version)
export const stateCost = (sheet: Sheet, body: object) => post<Sheet>(`${path}/${sheet.id}/costs`, body, { version: sheet.version })
export const editMany = (body: object) => post<Results>(`${path}:batch`, body)
