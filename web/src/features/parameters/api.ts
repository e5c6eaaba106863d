import { queryOptions } from "@tanstack/react-query"
import { del, get, put } from "@/api/http"
import type { Named, ProductNamed } from "@/lib/plan"

export const path = "/planning/parameters"
export const classes = ["A", "B", "C"] as const
export type AbcClass = (typeof classes)[number]

export type Kind = { name: string; label: string; default: number | null; least: number; most: number; company_only: boolean }

export type Parameter = {
  id: number
  name: string
  label: string
  value: number
  scope: string
  location: Named | null
  category_id: number | null
  category: string | null
  abc_class: AbcClass | null
  product: ProductNamed | null
  version: number
}

export type Sheet = { kinds: Kind[]; items: Parameter[] }
export type Narrowing = { product_id?: number; location_id?: number; category_id?: number }
export type Draft = { name: string; value: number; location_id?: number; category_id?: number; abc_class?: AbcClass; product_id?: number }

export const sheetQuery = queryOptions({ queryKey: ["parameters"], queryFn: ({ signal }) => get<Sheet>(path, undefined, signal) })
export const setParameter = (draft: Draft) => put<Parameter>(path, draft)
export const deleteParameter = (parameter: Parameter) => del(`${path}/${parameter.id}`, parameter.version)
