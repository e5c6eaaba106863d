import { expect, it } from "vitest"
import { lastedSeconds, resultFacts } from "./facts"

it("counts the seconds between beginning and end, and none before the end", () => {
  expect(lastedSeconds({ started_at: "2026-11-20T10:00:00Z", finished_at: "2026-11-20T10:01:30Z" })).toBe(90)
  expect(lastedSeconds({ started_at: "2026-11-20T10:00:00Z", finished_at: null })).toBeNull()
})

it("lists the plain values of a result only", () => {
  expect(resultFacts({ rows_new: 12, samples: [1], note: "ok" })).toEqual([["rows new", "12"], ["note", "ok"]])
  expect(resultFacts(null)).toEqual([])
})
