import { describe, expect, it } from "vitest"
import { changeOf, daysIn, grainFor, isComparable, presetOf, shiftDay, thinned } from "./periods"

describe("periods", () => {
  it("shifts over months and leap days without the time zone's help", () => {
    expect(shiftDay("2026-11-19", -29)).toBe("2026-10-21")
    expect(shiftDay("2028-02-28", 1)).toBe("2028-02-29")
  })

  it("counts both ends", () => {
    expect(daysIn("2026-10-21", "2026-11-19")).toBe(30)
    expect(daysIn("2026-11-19", "2026-11-19")).toBe(1)
  })

  it("knows a preset only when it ends with the data", () => {
    expect(presetOf("2026-10-21", "2026-11-19", "2026-11-19")).toBe(30)
    expect(presetOf("2026-10-21", "2026-11-19", "2026-11-20")).toBeNull()
    expect(presetOf("2026-10-20", "2026-11-19", "2026-11-19")).toBeNull()
  })

  it("picks the grain by length", () => {
    expect([grainFor("2026-08-20", "2026-11-19"), grainFor("2025-11-20", "2026-11-19"), grainFor("2024-11-20", "2026-11-19")]).toEqual(["day", "week", "month"])
  })

  it("does not compare with a period whose beginning is unknown", () => {
    expect(isComparable([{ previous_net: null }, { previous_net: "9.00" }])).toBe(false)
    expect(isComparable([{ previous_net: "0" }, { previous_net: "9.00" }])).toBe(true)
    expect(isComparable([])).toBe(false)
  })

  it("thins a long line to sums and leaves out the cut end", () => {
    expect(thinned([1, 2, 3], 30)).toEqual([1, 2, 3])
    expect(thinned([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([6, 15])
  })

  it("compares only with something", () => {
    expect(changeOf("110.00", "100.00")).toBeCloseTo(0.1)
    expect(changeOf("110.00", "0")).toBeNull()
    expect(changeOf("110.00", null)).toBeNull()
  })
})
