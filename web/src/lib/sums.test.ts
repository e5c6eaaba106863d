import { expect, it } from "vitest"
import { sumsOf } from "./sums"

it("adds each currency for itself, to the last cent, and leaves out what is not known", () => {
  const rows = [
    { amount: "0.1", currency: "USD" },
    { amount: "0.2", currency: "USD" },
    { amount: "1000.05", currency: "MXN" },
    { amount: null, currency: "USD" },
  ]
  expect(sumsOf(rows)).toEqual([
    { currency: "USD", amount: "0.3" },
    { currency: "MXN", amount: "1000.05" },
  ])
})
