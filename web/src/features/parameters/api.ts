import { queryOptions } from "@tanstack/react-query"
import { del, get, put } from "@/api/http"
import type { components } from "@/api/schema"

type Schemas = components["schemas"]

export const path = "/planning/parameters"
export const classes = ["A", "B", "C"] as const
export type AbcClass = (typeof classes)[number]

export type Kind = Schemas["ParameterKind"]

export type Parameter = Schemas["ParameterView"]

export type Sheet = Schemas["ParameterSheet"]
export type Narrowing = { product_id?: number; location_id?: number; category_id?: number }
export type Draft = { name: string; value: number; location_id?: number; category_id?: number; abc_class?: AbcClass; product_id?: number }

export const sheetQuery = queryOptions({ queryKey: ["parameters"], queryFn: ({ signal }) => get<Sheet>(path, undefined, signal) })
export const setParameter = (draft: Draft) => put<Parameter>(path, draft)
export const deleteParameter = (parameter: Parameter) => del(`${path}/${parameter.id}`, parameter.version)
