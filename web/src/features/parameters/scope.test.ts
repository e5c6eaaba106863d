import { expect, it } from "vitest"
import type { Parameter } from "./api"
import { byNearness, draftOf, isWithin, twinOf } from "./scope"

const base: Parameter = { id: 1, name: "service_level", label: "", value: 0.95, scope: "global", location: null, category_id: null, category: null, abc_class: null, product: null, version: 1 }
const north = { id: 7, code: "N", name: "Norte" }
const atNorth: Parameter = { ...base, id: 2, scope: "location", location: north, value: 0.9 }
const classAtNorth: Parameter = { ...base, id: 3, scope: "abc_location", location: north, abc_class: "A", value: 0.98 }

it("sends a value back with its scope and nothing more", () => {
  expect(draftOf(base)).toEqual({ name: "service_level", value: 0.95 })
  expect(draftOf(classAtNorth)).toEqual({ name: "service_level", value: 0.98, location_id: 7, abc_class: "A" })
})

it("finds the value that saving would replace, only for exactly the same scope", () => {
  const items = [base, atNorth, classAtNorth]
  expect(twinOf(items, { name: "service_level", location_id: 7 })).toBe(atNorth)
  expect(twinOf(items, { name: "service_level", location_id: 8 })).toBeUndefined()
  expect(twinOf(items, { name: "lead_time_days" })).toBeUndefined()
})

it("puts the nearest last and keeps wider values when looking at one location", () => {
  expect([classAtNorth, base, atNorth].sort(byNearness).map((item) => item.id)).toEqual([1, 2, 3])
  expect([base, atNorth].filter((item) => isWithin(item, { location_id: 8 })).map((item) => item.id)).toEqual([1])
})
