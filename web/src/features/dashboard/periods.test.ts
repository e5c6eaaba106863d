import { describe, expect, it } from "vitest"
import { changeOf, daysIn, grainFor, presetOf, shiftDay } from "./periods"

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

  it("compares only with something", () => {
    expect(changeOf("110.00", "100.00")).toBeCloseTo(0.1)
    expect(changeOf("110.00", "0")).toBeNull()
    expect(changeOf("110.00", null)).toBeNull()
  })
})
