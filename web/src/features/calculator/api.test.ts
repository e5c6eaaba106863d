import { describe, expect, it } from "vitest"
import { caseOf, newCase, sentOf, type Scenario } from "./api"

type Kept = Scenario["cases"][number]
const kept = (calculation: object): Kept => ({ name: "Tienda", calculation, result: null }) as unknown as Kept

describe("caseOf and sentOf", () => {
  const terms = {
    currency: "EUR", price_type: "B2C", vat_percent: "21", other_taxes_percent: "1.5", tax_mode: "deduction", deductions: { platform: "2", payment: "3", shipping: "0.5", marketing: "10", other: "1" },
    fee_base: "gross", method: "gross_up", markup_percent: "150", charm: "custom", charm_endings: ["0.49", "0.99"], charm_step: "1",
  }
  it("asks for the same as was kept: five deductions, taxes, own endings, strategy and campaign", () => {
    const calculation = {
      configuration: terms, cost: "5.50", strategy: { kind: "premium", competitor_price: "20", minimum: "9", maximum: null, premium_multiplier: "1", target_margin_percent: null, target_margin_base: "price" },
      campaign: { kind: "amount", value: "3", minimum_price: "8", minimum_margin_percent: "5", protect: ["cost", "break_even"] },
    }
    expect(sentOf(caseOf(kept(calculation), "USD"))).toEqual(calculation)
  })
  it("keeps components until a cost is typed", () => {
    const components = [{ type: "product", name: "fabric", value: "3.00", quantity: "1", currency: null }]
    const one = caseOf(kept({ configuration: 7, cost: null, components, strategy: { kind: "neutral", competitor_price: null }, campaign: null }), "USD")
    expect(sentOf(one)).toEqual({ configuration: 7, components, strategy: { kind: "neutral", competitor_price: null }, campaign: null })
    expect(sentOf({ ...one, cost: "4" })).toEqual({ configuration: 7, cost: "4", strategy: { kind: "neutral", competitor_price: null }, campaign: null })
  })
  it("sends what is typed into a new column", () => {
    const typed = { ...newCase("A", "USD"), deductions: { ...newCase("A", "USD").deductions, platform: "15", shipping: null }, discount: "30" }
    expect(sentOf(typed)).toMatchObject({ cost: "10", configuration: { deductions: { platform: "15", payment: "0", shipping: "0", marketing: "0", other: "0" } }, campaign: { kind: "percentage", value: "30" } })
  })
})
