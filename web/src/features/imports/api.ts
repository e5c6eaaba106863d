import { queryOptions, type QueryClient } from "@tanstack/react-query"
import { upload } from "@/api/files"
import { get, patch, post } from "@/api/http"
import type { paths } from "@/api/schema"
import type { Schema } from "@/api/types"
import { listKey } from "@/lib/list"
import { entityNames, stateNames } from "./choices"

export { entityNames, stateNames }
export const path = "/imports"
export type Run = paths["/api/v1/imports/{id}"]["get"]["responses"]["200"]["content"]["application/json"]
export type RunLine = Schema<"RunLine">
export type EntityName = Run["entity"]
export type State = Run["state"]
export type Creatable = Run["create_missing"][number]
export type Options = Schema<"ReadOptions">
export type Detected = Schema<"DetectedView">
export type Target = Schema<"FieldView">
export type Counts = Schema<"Counts">
export type ErrorRow = Schema<"ErrorRow">
export type ChangedRow = Schema<"ChangedRow">
export type Cells = Record<string, unknown>
export type Unknown = Schema<"Unknown">
export type Change = Schema<"RunChange">
type Started = Schema<"Started">

export const runQuery = (id: string) =>
  queryOptions({ queryKey: ["import", id], queryFn: ({ signal }) => get<Run>(`${path}/${id}`, undefined, signal) })

/** Takes the newest answer about a run and marks the list of imports as out of date. */
export async function runChanged(client: QueryClient, id: number, run?: Run): Promise<void> {
  if (run) client.setQueryData(runQuery(String(id)).queryKey, run)
  else await client.invalidateQueries({ queryKey: runQuery(String(id)).queryKey })
  void client.invalidateQueries({ queryKey: listKey(path) })
}

export function uploadFile(file: File, entity: EntityName | undefined, options: { idempotencyKey: string; onProgress: (share: number) => void; signal: AbortSignal }): Promise<Run> {
  const form = new FormData()
  if (entity) form.append("entity", entity)
  form.append("file", file)
  return upload<Run>(path, form, options)
}

export const changeRun = (run: Run, change: Change) => patch<Run>(`${path}/${run.id}`, change, run.version)
export const checkRun = (id: number, create_missing: Creatable[]) => post<Started>(`${path}/${id}/check`, { create_missing })
export const loadRun = (id: number, wish: { all_or_nothing: boolean; create_missing: Creatable[] }) => post<Started>(`${path}/${id}/load`, wish)
export const undoRun = (id: number) => post<Started>(`${path}/${id}/undo`)
export const cancelRun = (id: number) => post<Run>(`${path}/${id}/cancel`)
