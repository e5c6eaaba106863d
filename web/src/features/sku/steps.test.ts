import { expect, it } from "vitest"
import type { Forecast } from "@/lib/plan"
import { byStep, stepOf } from "./steps"

const days = (first: string, values: number[]) => values.map((value, at) => ({ day: new Date(Date.parse(first) + at * 86_400_000).toISOString().slice(0, 10), value }))

it("counts weeks from Monday and months from the first", () => {
  expect(stepOf("2026-11-22", "week")).toBe("2026-11-16")
  expect(stepOf("2026-11-16", "week")).toBe("2026-11-16")
  expect(stepOf("2026-11-30", "month")).toBe("2026-11-01")
})

it("keeps the sum whatever the step, and adds what sold to the step under way", () => {
  const forecast = {
    levels: [0.05, 0.95],
    history: days("2026-11-09", [1, 1, 1, 1, 1, 1, 1, 2, 2]).map(({ day, value }) => ({ day, units: value })),
    forecast: days("2026-11-18", [3, 3, 3, 3, 3, 4]).map(({ day, value }) => ({ day, mean: value, statistical: 1, quantiles: {} })),
  } as unknown as Forecast
  const weekly = byStep(forecast, "week")
  expect(weekly.history).toEqual([{ day: "2026-11-09", units: 7 }])
  expect(weekly.forecast.map((one) => [one.day, one.mean, one.statistical])).toEqual([["2026-11-16", 19, 9], ["2026-11-23", 4, 1]])
  expect(byStep(forecast, "day")).toBe(forecast)
})
