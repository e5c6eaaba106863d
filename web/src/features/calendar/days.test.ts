import { describe, expect, it } from "vitest"
import { addDays, lastOf, monthAt, weeksOf } from "./days"

describe("days of a calendar", () => {
  it("counts over the end of months, years and leap days", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29")
    expect(monthAt("2026-11", 2)).toBe("2027-01-01")
    expect(lastOf("2027-02-01")).toBe("2027-02-28")
  })
  it("shows whole weeks from Monday", () => {
    const weeks = weeksOf("2026-11-01") // a Sunday
    expect(weeks).toHaveLength(6)
    expect(weeks[0]?.[0]).toBe("2026-10-26")
    expect(weeks.at(-1)?.[6]).toBe("2026-12-06")
    expect(weeksOf("2027-02-01")).toHaveLength(4)
  })
})
