import { expect, test } from "vitest"
import { typedOf, valueOf } from "./record-values"

test("a share is edited as per cent and comes back the same", () => {
  expect(typedOf("percent", 0.975)).toBe("97.5")
  expect(valueOf("percent", "97.5")).toBe(0.975)
})

test("money keeps its exact digits, without idle zeros", () => {
  expect(typedOf("decimal", "12.5000")).toBe("12.5")
  expect(typedOf("decimal", "100")).toBe("100")
  expect(valueOf("decimal", "9007199254740993.01")).toBe("9007199254740993.01")
})

test("what is empty is null and what is no number is undefined", () => {
  expect(valueOf("decimal", " ")).toBeNull()
  expect(valueOf("whole", "2.5")).toBeUndefined()
  expect(valueOf("decimal", null)).toBeUndefined()
})

test("floats of the API are sent as numbers", () => {
  expect(valueOf("decimal", "2.5", true)).toBe(2.5)
  expect(typedOf("decimal", 10.4806)).toBe("10.4806")
})
