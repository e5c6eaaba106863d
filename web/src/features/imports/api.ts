import { queryOptions, type QueryClient } from "@tanstack/react-query"
import { upload } from "@/api/files"
import { get, patch, post } from "@/api/http"
import { listKey } from "@/lib/list"

export const path = "/imports"
export const entityNames = ["products", "locations", "suppliers", "stock", "customers", "sales", "parameters"] as const
export const stateNames = ["uploaded", "mapped", "checked", "loading", "loaded", "failed", "cancelled", "undone"] as const
export type EntityName = (typeof entityNames)[number]
export type State = (typeof stateNames)[number]
export type Creatable = "products" | "locations" | "customers"

export type Options = Partial<{
  format: string | null
  sheet: string | null
  encoding: string | null
  delimiter: string | null
  quote: string | null
  header_row: number | null
  decimal_mark: string | null
  date_order: string | null
}>

export type Detected = {
  format: "csv" | "xlsx" | "parquet" | "jsonl"
  encoding: string | null
  delimiter: string | null
  quote: string | null
  decimal_mark: string
  date_order: string
  header_row: number
  sheet: string | null
  sheets: string[]
  columns: { name: string; samples: string[] }[]
  notes: string[]
}

export type Target = { name: string; label: string; required: boolean; type: string; synonyms: string[] }
export type Entity = { name: EntityName; label: string; fields: Target[] }
export type Counts = { total: number; new: number; changed: number; unchanged: number; repeated: number; skipped: number; error: number }
export type ErrorRow = { row: number; column: string | null; value: string | null; code: string; reason: string; remedy: string }
export type Cells = Record<string, unknown>
export type ChangedRow = { key: string; before: Cells; after: Cells }
export type Unknown = { entity: Creatable; codes: number; samples: string[]; created: boolean }
export type RowRule = { column: string; matches: string; reason: string }

export type Run = {
  id: number
  version: number
  entity: EntityName
  state: State
  filename: string
  size: number
  detected: Detected
  options: Options
  mapping: Record<string, string>
  scores: Record<string, number>
  constants: Record<string, string>
  skip_when: RowRule[]
  keep_when: RowRule[]
  negative_when: RowRule[]
  fields: Target[]
  unmapped: string[]
  missing: string[]
  all_or_nothing: boolean
  create_missing: Creatable[]
  counts: Counts | null
  error_codes: Record<string, number>
  skipped: { reason: string; rows: number }[]
  unknown: Unknown[]
  samples: { new: Cells[]; changed: ChangedRow[]; error: ErrorRow[] }
  seconds: number | null
  undone: { restored: number; kept: number; kept_samples: { entity: string; key: string }[] } | null
  job_id: string | null
  created_at: string
  created_by: string
  loaded_at: string | null
  undone_at: string | null
}

export type RunLine = Pick<Run, "id" | "entity" | "state" | "filename" | "size" | "counts" | "job_id" | "created_at" | "created_by" | "loaded_at" | "undone_at">
export type Change = { entity?: EntityName; options?: Options; mapping?: Record<string, string | null>; constants?: Record<string, string> }
type Started = { id: number; job_id: string }

export const runQuery = (id: string) =>
  queryOptions({ queryKey: ["import", id], queryFn: ({ signal }) => get<Run>(`${path}/${id}`, undefined, signal) })

export const entitiesQuery = queryOptions({ queryKey: ["import-entities"], queryFn: ({ signal }) => get<Entity[]>(`${path}/entities`, undefined, signal), staleTime: 60 * 60_000 })

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
