import type { Grain } from "./api"

/** The day so many days later (or earlier). */
export function shiftDay(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}

/** Days from the first to the last, both included. */
export const daysIn = (first: string, last: string): number => Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1

export const presets = [7, 30, 90, 365] as const
export const usual = 30

/** The preset that a period is, or null when the person chose other days. */
export function presetOf(first: string, last: string, until: string | null): number | null {
  if (last !== until) return null
  return presets.find((days) => daysIn(first, last) === days) ?? null
}

/** Days for up to a quarter, weeks for up to a year, then months: as many points as can be told apart. */
export function grainFor(first: string, last: string): Grain {
  const days = daysIn(first, last)
  return days <= 92 ? "day" : days <= 366 ? "week" : "month"
}

/** Whether sales are known for all of the period before: else any change against it would only tell how much is missing. */
export const isComparable = (trend: readonly { previous_net: string | null }[]): boolean => trend[0]?.previous_net != null

/** At most so many sums of neighbours, for a line in the size of a word. */
export function thinned(values: readonly number[], most: number): number[] {
  const size = Math.ceil(values.length / most)
  const whole = values.length - (values.length % size)
  return Array.from({ length: whole / size }, (_, index) => values.slice(index * size, (index + 1) * size).reduce((sum, value) => sum + value, 0))
}

/** The relative change, null where there is nothing to compare with. */
export function changeOf(now: string, before: string | null): number | null {
  const base = Number(before)
  return base > 0 ? (Number(now) - base) / base : null
}
