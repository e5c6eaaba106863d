import { queryOptions } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { components } from "@/api/schema"
import { classes, variabilities } from "./choices"

export { classes, variabilities }
type Schemas = components["schemas"]

export const path = "/planning/abc"
export type Abc = (typeof classes)[number]
export type Xyz = (typeof variabilities)[number]

export type Cell = Schemas["AbcCell"]

export type Item = Schemas["AbcItem"]

type Sheet = Schemas["AbcSheet"]

export const matrixQuery = (location_id: number | undefined) =>
  queryOptions({ queryKey: ["planning", "abc", location_id ?? null], queryFn: ({ signal }) => get<Sheet>(path, { location_id, limit: 1 }, signal) })
