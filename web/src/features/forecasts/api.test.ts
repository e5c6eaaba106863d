import { expect, it } from "vitest"
import { isCut } from "./api"

const bucket = (starts_on: string, days: number) => ({ starts_on, ends_on: starts_on, days, mean: "1", quantiles: {} })

it("knows the steps that the forecast cuts", () => {
  expect(isCut(bucket("2026-11-21", 2), "week")).toBe(true)
  expect(isCut(bucket("2026-11-23", 7), "week")).toBe(false)
  expect(isCut(bucket("2026-11-01", 30), "month")).toBe(false)
  expect(isCut(bucket("2026-12-01", 30), "month")).toBe(true)
  expect(isCut(bucket("2026-02-01", 28), "month")).toBe(false)
  expect(isCut(bucket("2026-11-21", 1), "day")).toBe(false)
})
