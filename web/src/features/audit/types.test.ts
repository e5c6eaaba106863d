import { expect, it } from "vitest"
import { changesOf, restOf, wordsOf } from "./types"

it("shows only the fields that differ between before and after", () => {
  const data = { email: "ana@x.com", before: { name: "Ana", roles: ["buyer"] }, after: { name: "Ana", roles: ["admin"] } }
  expect(changesOf(data)).toEqual([{ field: "roles", before: ["buyer"], after: ["admin"] }])
  expect(restOf(data)).toEqual([["email", "ana@x.com"]])
})

it("reads changes kept as pairs", () => {
  expect(changesOf({ changes: { price: ["1.00", "1.20"] } })).toEqual([{ field: "price", before: "1.00", after: "1.20" }])
})

it("says nothing with a dash and lists with commas", () => {
  expect([wordsOf(null), wordsOf([]), wordsOf([1, 2]), wordsOf(false), wordsOf({ a: 1 })]).toEqual(["—", "—", "1, 2", "false", '{"a":1}'])
})
