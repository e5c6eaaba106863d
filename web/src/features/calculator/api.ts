import { queryOptions } from "@tanstack/react-query"
import { del, get, post, put } from "@/api/http"
import type { Page, Schema } from "@/api/types"

export type Scenario = Schema<"ScenarioView">
export type Head = Schema<"ScenarioHead">
export type Calculation = Schema<"Calculation">
export type Asked = Schema<"CalculationIn">
export type Channel = Schema<"ConfigurationView">

/** One column of the calculator: a channel that was kept, or terms typed by hand. */
export type Case = {
  name: string
  configuration: number | null
  cost: string | null
  method: "cost_plus" | "gross_up"
  price_type: "B2C" | "B2B"
  charm: "none" | "down_99"
  currency: string
  vat: string | null
  deductions: string | null
  markup: string | null
  competitor: string | null
  discount: string | null
}

export const newCase = (name: string, currency: string, configuration: number | null = null): Case => ({
  name, configuration, currency, cost: "10", method: "cost_plus", price_type: "B2C", charm: "none", vat: "0", deductions: "0", markup: "50", competitor: "", discount: "",
})

/** The column as the API takes it. */
export const sentOf = (one: Case): Asked => ({
  configuration: one.configuration ?? {
    currency: one.currency, price_type: one.price_type, vat_percent: one.vat || "0", method: one.method, markup_percent: one.markup || "0", charm: one.charm, deductions: { other: one.deductions || "0" },
  },
  cost: one.cost || "0",
  strategy: { competitor_price: one.competitor || null },
  campaign: one.discount ? { kind: "percentage", value: one.discount } : null,
}) as Asked

/** A kept case as a column. */
export function caseOf(kept: Scenario["cases"][number], currency: string): Case {
  const { configuration, cost, strategy, campaign } = kept.calculation
  const base = { ...newCase(kept.name, currency), cost: cost ?? "", competitor: strategy?.competitor_price ?? "", discount: campaign?.value ?? "" }
  if (typeof configuration === "number") return { ...base, configuration }
  return {
    ...base, method: configuration.method ?? "gross_up", price_type: configuration.price_type ?? "B2C", charm: configuration.charm === "down_99" ? "down_99" : "none", currency: configuration.currency ?? currency,
    vat: configuration.vat_percent ?? "0", markup: configuration.markup_percent ?? "0", deductions: configuration.deductions?.other ?? "0",
  }
}

export const calculate = (asked: Asked, signal?: AbortSignal) => post<Calculation>("/pricing/calculate", asked, { signal, idempotencyKey: undefined })
export const channelsQuery = queryOptions({ queryKey: ["calculator-channels"], queryFn: async ({ signal }) => (await get<Page<Channel>>("/pricing/configurations", { active: true, limit: 200 }, signal)).items })
export const scenariosQuery = queryOptions({ queryKey: ["scenarios"], queryFn: async ({ signal }) => (await get<Page<Head>>("/pricing/scenarios", { limit: 100 }, signal)).items })
export const scenarioQuery = (id: number) => queryOptions({ queryKey: ["scenario", id], queryFn: ({ signal }) => get<Scenario>(`/pricing/scenarios/${id}`, undefined, signal) })
export const keep = (body: object, kept: Scenario | undefined, idempotencyKey: string) => (kept?.is_mine ? put<Scenario>(`/pricing/scenarios/${kept.id}`, body, kept.version) : post<Scenario>("/pricing/scenarios", body, { idempotencyKey }))
export const forget = (kept: Scenario) => del(`/pricing/scenarios/${kept.id}`, kept.version)
