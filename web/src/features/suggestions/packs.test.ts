import { expect, it } from "vitest"
import { isWholePacks } from "./packs"

it.each([
  ["24", "12", true],
  ["25", "12", false],
  ["0", "12", true],
  ["7.5", "2.5", true],
  ["7.5", "2", false],
  ["3", "0", true],
])("%s in packs of %s: %s", (quantity, pack, whole) => {
  expect(isWholePacks(quantity, pack)).toBe(whole)
})
