import { useNavigate, useSearch } from "@tanstack/react-router"

type Field<T> = (value: unknown) => T | undefined

// By hand, not with zod: every visit loads these before anything shows.

/** Search-parameter fields for `validateSearch`; a value that makes no sense is dropped, never an error. */
export const text = (): Field<string> => (value) => (typeof value === "string" || typeof value === "number" ? String(value) : undefined)
export const number = (): Field<number> => (value) => {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value
  return typeof read === "number" && Number.isFinite(read) ? read : undefined
}
export const flag = (): Field<boolean> => (value) => ({ true: true, false: false, 1: true, 0: false })[String(value)]
export const oneOf =
  <const T extends readonly string[]>(values: T): Field<T[number]> =>
  (value) =>
    values.find((one) => one === value)

/** A page's search parameters: `validateSearch: shape({ q: text(), page: number() })`. */
export const shape =
  <T extends Record<string, Field<unknown>>>(fields: T) =>
  (raw: Record<string, unknown>): { [Name in keyof T]?: Exclude<ReturnType<T[Name]>, undefined> } => {
    const read = Object.entries(fields).map(([name, field]) => [name, field(raw[name])] as const)
    // The router lays this over what the address says: what was dropped must cover it, or the page reads it all the same.
    return Object.fromEntries(read.filter(([name, value]) => value !== undefined || name in raw)) as never
  }

/** "?a=1&b=x" ↔ {a: "1", b: "x"}: plain values, so that filters read well in the address bar. */
export const parseSearch = (search: string) => Object.fromEntries(new URLSearchParams(search))

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value))
  }
  const query = params.toString()
  return query ? `?${query}` : ""
}

export type Filters = Record<string, string | number | boolean | undefined>

/** The page's filters as they stand in the URL, and a setter that writes them there: `const [filters, setFilters] = useFilters<typeof search>()`. */
export function useFilters<T extends object = Filters>(): [T, (change: Partial<T>) => void] {
  const filters: unknown = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = (change: Partial<T>) =>
    void navigate({ to: ".", search: ((old: object) => ({ ...old, ...change })) as never, replace: true })
  return [filters as T, set]
}
