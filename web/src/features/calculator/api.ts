import { queryOptions } from "@tanstack/react-query"
import { del, get, post, put } from "@/api/http"
import type { Page, Schema } from "@/api/types"

export type Scenario = Schema<"ScenarioView">
export type Head = Schema<"ScenarioHead">
export type Calculation = Schema<"Calculation">
export type Asked = Schema<"CalculationIn">
export type Channel = Schema<"ConfigurationView">

export const deductions = ["platform", "payment", "shipping", "marketing", "other"] as const
export type Deduction = (typeof deductions)[number]
type Terms = Exclude<Asked["configuration"], number>
type Rest = Partial<Pick<Asked, "components" | "strategy" | "campaign">> & { terms?: Terms }

/** One column of the calculator: a channel that was kept, or terms typed by hand. What it does not show is in `rest` and stays as it was kept. */
export type Case = {
  name: string
  configuration: number | null
  cost: string | null
  method: "cost_plus" | "gross_up"
  price_type: "B2C" | "B2B"
  tax_mode: "pass_through" | "deduction"
  fee_base: "net" | "gross"
  charm: "none" | "down_99" | "custom"
  currency: string
  vat: string | null
  other_taxes: string | null
  deductions: Record<Deduction, string | null>
  markup: string | null
  competitor: string | null
  discount_kind: "percentage" | "amount" | "fixed"
  discount: string | null
  rest: Rest
}

const noDeductions = (): Case["deductions"] => ({ platform: "0", payment: "0", shipping: "0", marketing: "0", other: "0" })

export const newCase = (name: string, currency: string, configuration: number | null = null): Case => ({
  name, configuration, currency, cost: "10", method: "cost_plus", price_type: "B2C", tax_mode: "pass_through", fee_base: "net", charm: "none", vat: "0", other_taxes: "0",
  deductions: noDeductions(), markup: "50", competitor: "", discount_kind: "percentage", discount: "", rest: {},
})

/** The column as the API takes it. */
export function sentOf(one: Case): Asked {
  const { terms, components, strategy, campaign } = one.rest
  const typed = {
    ...terms, currency: one.currency, price_type: one.price_type, tax_mode: one.tax_mode, fee_base: one.fee_base, vat_percent: one.vat || "0", other_taxes_percent: one.other_taxes || "0",
    method: one.method, markup_percent: one.markup || "0", charm: one.charm, deductions: Object.fromEntries(deductions.map((name) => [name, one.deductions[name] || "0"])),
  }
  return {
    configuration: one.configuration ?? typed,
    ...(components?.length && !one.cost ? { components } : { cost: one.cost || "0" }),
    strategy: { ...strategy, competitor_price: one.competitor || null },
    campaign: one.discount ? { ...campaign, kind: one.discount_kind, value: one.discount } : null,
  } as Asked
}

/** A kept case as a column; sending it again asks for the same price. */
export function caseOf(kept: Scenario["cases"][number], currency: string): Case {
  const { configuration, cost, components, strategy, campaign } = kept.calculation
  const base: Case = {
    ...newCase(kept.name, currency), cost: cost ?? (components?.length ? "" : "0"), competitor: strategy?.competitor_price ?? "",
    discount_kind: campaign?.kind ?? "percentage", discount: campaign?.value ?? "", rest: { components, strategy, campaign: campaign ?? undefined },
  }
  if (typeof configuration === "number") return { ...base, configuration }
  return {
    ...base, method: configuration.method ?? "gross_up", price_type: configuration.price_type ?? "B2C", tax_mode: configuration.tax_mode ?? "pass_through", fee_base: configuration.fee_base ?? "net",
    charm: configuration.charm ?? "none", currency: configuration.currency ?? currency, vat: configuration.vat_percent ?? "0", other_taxes: configuration.other_taxes_percent ?? "0", markup: configuration.markup_percent ?? "0",
    deductions: { ...noDeductions(), ...configuration.deductions } as Case["deductions"], rest: { ...base.rest, terms: configuration },
  }
}

export const calculate = (asked: Asked, signal?: AbortSignal) => post<Calculation>("/pricing/calculate", asked, { signal, idempotencyKey: undefined })
export const channelsQuery = queryOptions({ queryKey: ["calculator-channels"], queryFn: async ({ signal }) => (await get<Page<Channel>>("/pricing/configurations", { active: true, limit: 200 }, signal)).items })
export const scenariosQuery = queryOptions({ queryKey: ["scenarios"], queryFn: async ({ signal }) => (await get<Page<Head>>("/pricing/scenarios", { limit: 100 }, signal)).items })
export const scenarioQuery = (id: number) => queryOptions({ queryKey: ["scenario", id], queryFn: ({ signal }) => get<Scenario>(`/pricing/scenarios/${id}`, undefined, signal) })
export const keep = (body: object, kept: Scenario | undefined, idempotencyKey: string) => (kept?.is_mine ? put<Scenario>(`/pricing/scenarios/${kept.id}`, body, kept.version) : post<Scenario>("/pricing/scenarios", body, { idempotencyKey }))
export const forget = (kept: Scenario) => del(`/pricing/scenarios/${kept.id}`, kept.version)
