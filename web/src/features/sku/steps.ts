import type { Forecast } from "@/lib/plan"

export const timeSteps = ["day", "week", "month"] as const
export type TimeStep = (typeof timeSteps)[number]

const utc = (day: string) => new Date(`${day}T00:00:00Z`)

/** The day under which a day is counted: itself, the Monday of its week, or the first of its month. */
export function stepOf(day: string, step: TimeStep): string {
  if (step === "month") return `${day.slice(0, 7)}-01`
  if (step === "day") return day
  const date = utc(day)
  return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
}

/** The forecast by day, week or month as it is drawn: the step in which the plan begins counts what sold in it before. */
export function withSold(forecast: Forecast): Forecast {
  const sold = new Map(forecast.history.map((one) => [one.day, one.units]))
  const ahead = forecast.forecast.map((one) => {
    const before = sold.get(one.day) ?? 0
    return {
      ...one,
      mean: one.mean + before,
      statistical: one.statistical === null || one.statistical === undefined ? one.statistical : one.statistical + before,
      quantiles: Object.fromEntries(Object.entries(one.quantiles).map(([level, units]) => [level, units + before])),
    }
  })
  const days = new Set(ahead.map((one) => one.day))
  return { ...forecast, history: forecast.history.filter((one) => !days.has(one.day)), forecast: ahead }
}
