/** Days as "2026-11-20"; all arithmetic in UTC, so that no clock change moves one. */
export const iso = (day: Date) => day.toISOString().slice(0, 10)
export const dayOf = (text: string) => new Date(`${text}T00:00:00Z`)
export const addDays = (text: string, count: number) => iso(new Date(dayOf(text).getTime() + count * 86_400_000))

/** The first day of a month some months away: monthAt("2026-11", 2) is "2027-01-01". */
export function monthAt(month: string, ahead = 0): string {
  const [year = 2000, one = 1] = month.split("-").map(Number)
  return iso(new Date(Date.UTC(year, one - 1 + ahead, 1)))
}

export const lastOf = (first: string) => addDays(monthAt(first, 1), -1)

/** The weeks, Monday first, that a month touches. */
export function weeksOf(first: string): string[][] {
  const last = lastOf(first)
  const weekday = (dayOf(first).getUTCDay() + 6) % 7
  const weeks: string[][] = []
  for (let monday = addDays(first, -weekday); monday <= last; monday = addDays(monday, 7)) weeks.push(Array.from({ length: 7 }, (_, at) => addDays(monday, at)))
  return weeks
}
