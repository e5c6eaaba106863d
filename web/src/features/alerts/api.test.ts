import { expect, it } from "vitest"
import { addressOf, stepOf, type Alert } from "./api"

const alert = (kind: string) => ({ kind, product: { id: 7, sku: "ARR", name: "Arroz" }, location: { id: 3, code: "N", name: "Norte" } }) as unknown as Alert

it("leads to where the next step is done", () => {
  expect(addressOf(alert("stock_out"))).toEqual({ to: "/suggestions", search: { q: "ARR", location_id: 3 } })
  expect(addressOf(alert("overstock"))).toEqual({ to: "/transfers", search: { from_location_id: 3, q: "ARR" } })
  expect(addressOf(alert("slow_mover"))).toEqual({ to: "/calendar", search: { product_id: 7, location_id: 3 } })
  expect(addressOf(alert("dead_stock"))).toEqual({ to: "/products/7", search: { location_id: 3 } })
})

it("knows a step for kinds that came later", () => {
  expect(stepOf("something_new")).toBe("order")
})
