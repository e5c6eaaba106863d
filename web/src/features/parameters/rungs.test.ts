import { expect, it } from "vitest"
import type { Kind, Parameter, Place } from "./api"
import { laddersOf } from "./rungs"

const place = { product: { id: 5, name: "Arroz", category_id: 2 }, location: { id: 3, code: "N", name: "Norte" }, series: { abc: "A", xyz: "X" } } as unknown as Place
const kind = { name: "service_level", label: "x", default: 0.95, company_only: false } as Kind
const item = (scope: string, value: number, more: object = {}) => ({ id: value, name: "service_level", scope, value, location: null, category_id: null, abc_class: null, product: null, ...more }) as unknown as Parameter
const winner = (items: Parameter[], told: object[] = []) => laddersOf(kind, items, place, told as never).find((rung) => rung.wins)

it("falls back to the built-in value", () => {
  expect(winner([])).toMatchObject({ level: "default", value: 0.95 })
})

it("lets the nearest value win, and only where it holds", () => {
  const items = [item("global", 0.9), item("abc", 0.98, { abc_class: "A" }), item("sku", 0.99, { product: { id: 6 } }), item("category", 0.97, { category_id: 2 })]
  expect(winner(items)).toMatchObject({ level: "abc", value: 0.98 })
  expect(winner([...items, item("sku_location", 0.92, { product: { id: 5 }, location: { id: 3, name: "Norte" } })])).toMatchObject({ level: "sku", value: 0.92 })
  expect(winner([item("abc", 0.98, { abc_class: "B" }), item("location", 0.91, { location: { id: 4, name: "Sur" } })])).toMatchObject({ level: "default" })
})

it("tells what the records of supplier and location say", () => {
  expect(winner([item("global", 0.9)], [{ name: "service_level", value: 0.93, source: "location_record", source_text: "de la ubicación" }])).toMatchObject({ level: "records", value: 0.93, detail: "de la ubicación" })
})
