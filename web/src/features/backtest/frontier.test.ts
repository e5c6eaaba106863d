import { expect, test } from "vitest"
import type { Point, Result } from "./api"
import { efficient, fillAt, gridOf, pointAt, roundStep } from "./frontier"

const point = (knob: number, fill: number, capital: number) => ({ knob, fill_rate: fill, capital, stock_days: null }) as unknown as Point

test("points that cost more and serve less are left out", () => {
  expect(efficient([point(1, 0.9, 30), point(2, 0.8, 10), point(3, 0.85, 40), point(4, 0.95, 60)])).toEqual([{ stock: 10, fill: 0.8 }, { stock: 30, fill: 0.9 }, { stock: 60, fill: 0.95 }])
})

test("a frontier is read between its points and nowhere else", () => {
  const curve = [{ stock: 10, fill: 0.8 }, { stock: 30, fill: 0.9 }]
  expect(fillAt(curve, 20)).toBeCloseTo(0.85)
  expect(fillAt(curve, 30)).toBe(0.9)
  expect(fillAt(curve, 9)).toBeNull()
  expect(fillAt(curve, 31)).toBeNull()
})

test("the nearest level tried stands for the one asked for", () => {
  expect(pointAt([point(0.9, 0.9, 1), point(0.95, 0.93, 2)], 0.94)?.knob).toBe(0.95)
  expect(pointAt([], 0.9)).toBeUndefined()
})

test("the axis shows round stocks within the frontier", () => {
  const result = { policies: [{ code: "fluxion", points: [point(1, 0.5, 11_300), point(2, 0.7, 20_100), point(3, 0.99, 100_700)] }] } as unknown as Result
  expect(gridOf(result, 5)).toEqual([50_000, 100_000])
  expect(gridOf(result).slice(0, 3)).toEqual([25_000, 30_000, 35_000])
  expect([0.3, 1, 1.2, 2080, 5.1].map(roundStep)).toEqual([0.5, 1, 2, 5000, 10])
})
