import { expect, it } from "vitest"
import type { Suggestion, SupplierTotal } from "./api"
import { beyondOrder, subjectOfAll, subjectOfRows } from "./subjects"

const place = (id: number) => ({ id, code: `L${id}`, name: `Lugar ${id}` })
const total = (supplier: number | null, location: number, more: Partial<SupplierTotal>): SupplierTotal => ({
  supplier: supplier === null ? null : place(supplier), location: place(location), lines: 1, amount: "10", minimum_order_value: null, missing: null, currency: "USD", meets_minimum: true, ...more,
})
const row = (id: number, supplier: number | null, location: number, amount: string) =>
  ({ id, supplier: supplier === null ? null : place(supplier), location: place(location), amount, currency: "USD" }) as Suggestion

it("says exactly how many lines, orders and how much a filter comes to", () => {
  const totals = [total(1, 1, { lines: 3, amount: "100.10" }), total(1, 2, { lines: 2, amount: "0.20", meets_minimum: false, missing: "49.80" }), total(null, 1, { lines: 4, amount: null })]
  const subject = subjectOfAll({ state: "open", abc: "A" }, totals)
  expect(subject).toMatchObject({ choice: { filter: { state: "open", abc: "A" } }, lines: 9, orders: 2, withoutSupplier: 4, sums: [{ currency: "USD", amount: "100.30" }] })
  expect(subject.below?.map((one) => one.location.id)).toEqual([2])
})

it("makes one order of the rows of one supplier and place", () => {
  const subject = subjectOfRows([row(1, 1, 1, "5"), row(2, 1, 1, "6"), row(3, 1, 2, "7"), row(4, null, 1, "8")])
  expect(subject).toMatchObject({ choice: { ids: [1, 2, 3, 4] }, lines: 4, orders: 2, withoutSupplier: 1, sums: [{ currency: "USD", amount: "26" }] })
})

it("keeps the other orders in sight beside the one picked, and a place chosen on its own", () => {
  expect(beyondOrder({ state: "open", supplier_id: 3, location_id: 1, q: "arroz" })).toEqual({ state: "open", q: "arroz" })
  expect(beyondOrder({ state: "open", location_id: 1 })).toEqual({ state: "open", location_id: 1 })
})
