import { expect, test } from "vitest"
import type { Run } from "./api"
import { canVisit, isRemembered, sharedColumns, stepOf, withOption } from "./steps"

const run = (part: Partial<Run>) => ({ state: "uploaded", mapping: {}, scores: {}, constants: {}, skip_when: [], keep_when: [], negative_when: [], missing: [], ...part }) as unknown as Run

test("what follows from a changed option is detected again, what it rests on stays", () => {
  const options = { format: "csv", encoding: "utf-8", delimiter: ",", quote: '"', header_row: 1, decimal_mark: ".", date_order: "dmy" }
  expect(withOption(options, "delimiter", ";")).toEqual({ format: "csv", encoding: "utf-8", delimiter: ";" })
  expect(withOption({ ...options, sheet: "Uno" }, "sheet", "Dos")).toEqual({ format: "csv", sheet: "Dos" })
})

test("the order of dates and the decimal mark do not disturb each other", () => {
  const options = { format: "csv", header_row: 2, decimal_mark: ",", date_order: "dmy" }
  expect(withOption(options, "date_order", "mdy")).toEqual({ ...options, date_order: "mdy" })
})

test("a run is found where it stands, a check under way included", () => {
  expect(stepOf(run({}), false)).toBe("detected")
  expect(stepOf(run({}), true)).toBe("check")
  expect(stepOf(run({ state: "checked" }), false)).toBe("check")
  expect(stepOf(run({ state: "undone" }), false)).toBe("load")
})

test("nobody gets to the dry run with a required field missing, nor back into a loaded file", () => {
  expect(canVisit(run({ missing: ["sku"] }), "check", false)).toBe(false)
  expect(canVisit(run({}), "check", false)).toBe(true)
  expect(canVisit(run({ state: "loaded" }), "mapping", false)).toBe(false)
  expect(canVisit(run({ state: "checked" }), "mapping", true)).toBe(false)
})

test("a column that two fields take is found", () => {
  expect(sharedColumns({ sku: "A", name: "B", category: "A" })).toEqual(new Set(["A"]))
  expect(sharedColumns({ sku: "A", name: "B" })).toEqual(new Set())
})

test("a mapping that the titles do not explain is a remembered one", () => {
  expect(isRemembered(run({ mapping: { sku: "A" }, scores: { sku: 100 } }))).toBe(false)
  expect(isRemembered(run({ mapping: { sku: "A", name: "Observaciones" }, scores: { sku: 100 } }))).toBe(true)
  expect(isRemembered(run({ state: "mapped", mapping: { sku: "A" } }))).toBe(false)
})
