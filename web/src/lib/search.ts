import { useNavigate, useSearch } from "@tanstack/react-router"
import * as z from "zod/mini"

/** Search-parameter fields for `validateSearch`; a value that makes no sense is dropped, never an error. */
export const text = () => z.catch(z.optional(z.string()), undefined)
export const number = () => z.catch(z.optional(z.coerce.number()), undefined)
export const flag = () => z.catch(z.optional(z.union([z.boolean(), z.stringbool()])), undefined)
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.catch(z.optional(z.enum(values)), undefined)
export const shape = z.object

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
