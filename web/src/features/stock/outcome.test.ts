import { describe, expect, it } from "vitest"
import { outcomeOf, reversalOf } from "./outcome"

describe("what a typed quantity does", () => {
  it("counts: the difference is exact", () => {
    expect(outcomeOf("count", "12.1", "12.3")).toEqual({ kind: "count", quantity: "12.1", balance: "12.1", change: "-0.2" })
    expect(outcomeOf("count", "0", "7")).toEqual({ kind: "count", quantity: "0", balance: "0", change: "-7" })
  })

  it("adds and removes with the sign the API wants", () => {
    expect(outcomeOf("add", "3", "10")).toEqual({ kind: "adjustment", quantity: "3", balance: "13", change: "3" })
    expect(outcomeOf("remove", "3", "10")).toEqual({ kind: "adjustment", quantity: "-3", balance: "7", change: "-3" })
  })

  it("refuses what the stock cannot give, and nothing at all", () => {
    expect(outcomeOf("remove", "10.001", "10")).toBeNull()
    expect(outcomeOf("add", "0", "10")).toBeNull()
    expect(outcomeOf("add", "", "10")).toBeNull()
    expect(outcomeOf("count", null, "10")).toBeNull()
    expect(outcomeOf("count", "-1", "10")).toBeNull()
  })

  it("turns a change around", () => {
    expect(reversalOf("-3.5")).toBe("3.5")
    expect(reversalOf("4")).toBe("-4")
    expect(reversalOf("0")).toBeNull()
  })
})
