import { post } from "@/api/http"
import type { Schema } from "@/api/types"

export const path = "/pricing/configurations"
export type Configuration = Schema<"ConfigurationView">
export type Calculation = Schema<"Calculation">
export type Terms = Schema<"InlineConfiguration">

export const deductions = ["platform", "payment", "shipping", "marketing", "other"] as const
export type Deduction = (typeof deductions)[number]

/** What somebody typed: every number as its decimal string, "" for none, null while it is no number. */
export type Draft = {
  name: string
  currency: string
  price_type: Terms["price_type"] & string
  tax_mode: Terms["tax_mode"] & string
  fee_base: Terms["fee_base"] & string
  method: Terms["method"] & string
  charm: Terms["charm"] & string
  vat_percent: string | null
  other_taxes_percent: string | null
  markup_percent: string | null
  charm_endings: string
  charm_step: string | null
} & Record<Deduction, string | null>

const trim = (value: string | null | undefined) => (value?.includes(".") ? value.replace(/\.?0+$/, "") : (value ?? "0"))

export const draftOf = (row: Configuration | null, currency: string): Draft => ({
  name: row?.name ?? "", currency: row?.currency ?? currency, price_type: row?.price_type ?? "B2C", tax_mode: row?.tax_mode ?? "pass_through", fee_base: row?.fee_base ?? "net", method: row?.method ?? "cost_plus",
  charm: row?.charm ?? "none", vat_percent: trim(row?.vat_percent), other_taxes_percent: trim(row?.other_taxes_percent), markup_percent: row ? trim(row.markup_percent) : "50",
  charm_endings: (row?.charm_endings ?? []).join(" "), charm_step: trim(row?.charm_step ?? "1"),
  ...(Object.fromEntries(deductions.map((name) => [name, trim(row?.deductions?.[name])])) as Record<Deduction, string>),
})

/** The draft as the API takes it. */
export const sentOf = (draft: Draft) => ({
  currency: draft.currency, price_type: draft.price_type, tax_mode: draft.tax_mode, fee_base: draft.fee_base, method: draft.method, charm: draft.charm,
  vat_percent: draft.vat_percent || "0", other_taxes_percent: draft.other_taxes_percent || "0", markup_percent: draft.markup_percent || "0",
  deductions: Object.fromEntries(deductions.map((name) => [name, draft[name] || "0"])),
  ...(draft.charm === "custom" && { charm_endings: draft.charm_endings.trim().replaceAll(",", ".").split(/[\s;]+/).filter(Boolean), charm_step: draft.charm_step || "1" }),
})

export const calculate = (configuration: object, cost: string, signal?: AbortSignal) => post<Calculation>("/pricing/calculate", { configuration, cost }, { signal, idempotencyKey: undefined })
