import { expect, it } from "vitest"
import type { Forecast } from "@/lib/plan"
import { stepOf, withSold } from "./steps"


it("counts weeks from Monday and months from the first", () => {
  expect(stepOf("2026-11-22", "week")).toBe("2026-11-16")
  expect(stepOf("2026-11-16", "week")).toBe("2026-11-16")
  expect(stepOf("2026-11-30", "month")).toBe("2026-11-01")
})

it("adds what sold to the step under way, band included, and draws that step once", () => {
  const forecast = {
    levels: [0.05, 0.95],
    history: [{ day: "2026-11-09", units: 7 }, { day: "2026-11-16", units: 4 }],
    forecast: [
      { day: "2026-11-16", mean: 15, statistical: 5, quantiles: { "0.05": 10, "0.95": 21 } },
      { day: "2026-11-23", mean: 4, statistical: null, quantiles: { "0.05": 1, "0.95": 8 } },
    ],
  } as unknown as Forecast
  const drawn = withSold(forecast)
  expect(drawn.history).toEqual([{ day: "2026-11-09", units: 7 }])
  expect(drawn.forecast[0]).toEqual({ day: "2026-11-16", mean: 19, statistical: 9, quantiles: { "0.05": 14, "0.95": 25 } })
  expect(drawn.forecast[1]).toEqual(forecast.forecast[1])
})
