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

type Row = Forecast["forecast"][number]

/** One and the same forecast by day, week or month: sums of its days. Bands are told for days only, since they do not add up. */
export function byStep(forecast: Forecast, step: TimeStep): Forecast {
  if (step === "day") return forecast
  const history = new Map<string, number>()
  for (const one of forecast.history) history.set(stepOf(one.day, step), (history.get(stepOf(one.day, step)) ?? 0) + one.units)
  const ahead = new Map<string, Row>()
  for (const one of forecast.forecast) {
    const day = stepOf(one.day, step)
    const before = ahead.get(day)
    const statistical = one.statistical === null || one.statistical === undefined ? null : (before?.statistical ?? 0) + one.statistical
    ahead.set(day, { day, mean: (before?.mean ?? 0) + one.mean, statistical, quantiles: {} })
  }
  return { ...forecast, levels: [], history: [...history].map(([day, units]) => ({ day, units })).filter((one) => !ahead.has(one.day)), forecast: withSold(ahead, history) }
}

/** The step in which the plan begins counts what sold in it before. */
function withSold(ahead: Map<string, Row>, history: Map<string, number>): Row[] {
  return [...ahead.values()].map((one) => {
    const sold = history.get(one.day) ?? 0
    return { ...one, mean: one.mean + sold, statistical: one.statistical === null || one.statistical === undefined ? one.statistical : one.statistical + sold }
  })
}
