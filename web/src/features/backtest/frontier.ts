import type { Figures, Point, Policy, Result } from "./api"

export const ours: readonly Policy[] = ["fluxion", "fluxion_value", "quantile"]

/** What stock is told in: money where costs are known, else days of demand. */
export const stockOf = (point: Figures): number | null => point.capital ?? point.stock_days

export const pointsOf = (result: Result, code: Policy): Point[] => result.policies.find((one) => one.code === code)?.points ?? []

/** The points that no other of the same rule beats, by rising stock. */
export function efficient(points: Point[]): { stock: number; fill: number }[] {
  const known = points.flatMap((one) => {
    const stock = stockOf(one)
    return stock === null || one.fill_rate === null ? [] : [{ stock, fill: one.fill_rate }]
  })
  known.sort((a, b) => a.stock - b.stock || b.fill - a.fill)
  let best = -1
  return known.filter((one) => one.fill > best && ((best = one.fill), true))
}

/** Fill rate of a frontier at a stock, between its points; null outside of them. */
export function fillAt(curve: { stock: number; fill: number }[], stock: number): number | null {
  const after = curve.findIndex((one) => one.stock >= stock)
  const right = curve[after]
  if (!right) return null
  if (right.stock === stock) return right.fill
  const left = curve[after - 1]
  return left ? left.fill + ((stock - left.stock) / (right.stock - left.stock)) * (right.fill - left.fill) : null
}

/** A round number (1, 2 or 5 times a power of ten) of about this size. */
export function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  return ([1, 2, 5].find((one) => one * power >= size) ?? 10) * power
}

/** Stocks to draw at, round and evenly spread over where fill rates are worth looking at; about `count` of them. */
export function gridOf(result: Result, count = 41): number[] {
  const curve = efficient(pointsOf(result, "fluxion"))
  const from = curve.find((one) => one.fill >= 0.6)?.stock ?? curve[0]?.stock ?? 0
  const to = (curve.find((one) => one.fill >= 0.985) ?? curve.at(-1))?.stock ?? 1
  const step = roundStep(Math.max(to - from, 1e-6) / (count - 1))
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.max(Math.floor(to / step) - first, 0) + 1 }, (_, index) => (first + index) * step)
}

/** The point of our frontier that plans at this level, or the nearest one tried. */
export function pointAt(points: Point[], level: number): Point | undefined {
  return points.reduce<Point | undefined>((best, one) => (best && Math.abs(best.knob - level) <= Math.abs(one.knob - level) ? best : one), undefined)
}
