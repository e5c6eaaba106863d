import type { Schema } from "@/api/types"

export type Entry = Schema<"AuditView">

export type Change = { field: string; before: unknown; after: unknown }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value)

/** What differed: from {before, after} or {changes: {field: [before, after]}}; empty when the entry is no change. */
export function changesOf(data: Record<string, unknown>): Change[] {
  const { before, after, changes } = data
  if (isRecord(before) && isRecord(after)) {
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return fields.map((field) => ({ field, before: before[field], after: after[field] })).filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))
  }
  if (isRecord(changes)) {
    return Object.entries(changes).flatMap(([field, pair]) => (Array.isArray(pair) && pair.length === 2 ? [{ field, before: pair[0] as unknown, after: pair[1] as unknown }] : []))
  }
  return []
}

/** What the entry says besides its changes. */
export const restOf = (data: Record<string, unknown>) => Object.entries(data).filter(([name]) => !["before", "after", "changes"].includes(name))

/** A value as a person reads it. */
export function wordsOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—"
  if (Array.isArray(value)) return value.map(wordsOf).join(", ") || "—"
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

/** A day of the address as the moment at which it starts or ends here. */
export const momentOf = (day: string | undefined, edge: "start" | "end") =>
  day ? new Date(`${day}T${edge === "start" ? "00:00:00" : "23:59:59.999"}`).toISOString() : undefined
