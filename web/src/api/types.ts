import type { components } from "./schema"

/** A shape of the API by its name in openapi.json: `Schema<"ProductView">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name]

export type Me = Schema<"Profile">
export type Company = Schema<"Company">
export type Token = Schema<"TokenAnswer">

/** One answer of a list endpoint. */
export type Page<T> = { items: T[]; next_cursor?: string | null; total?: number | null }
