import { queryOptions } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { Named, ProductNamed } from "@/lib/plan"

export const path = "/planning/abc"
export const classes = ["A", "B", "C"] as const
export const variabilities = ["X", "Y", "Z"] as const
export type Abc = (typeof classes)[number]
export type Xyz = (typeof variabilities)[number]

export type Cell = { abc: Abc; xyz: Xyz; skus: number; value: string | null; value_share: number; stock_value: string | null }

export type Item = {
  product: ProductNamed
  location: Named | null
  abc: Abc
  xyz: Xyz
  value: string | null
  value_share: number
  cumulative_share: number
  stock_value: string | null
  daily_mean: number
}

type Sheet = { matrix: Cell[]; items: Item[]; next_cursor: string | null; total: number | null; currency: string }

export const matrixQuery = (location_id: number | undefined) =>
  queryOptions({ queryKey: ["planning", "abc", location_id ?? null], queryFn: ({ signal }) => get<Sheet>(path, { location_id, limit: 1 }, signal) })
