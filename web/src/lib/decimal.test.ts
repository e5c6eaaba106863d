import { describe, expect, it } from "vitest"
import { addDecimals, compareDecimals, groupDecimal, multiplyDecimals, readDecimal } from "./decimal"

describe("decimal strings", () => {
  it("adds what floats cannot", () => {
    expect(addDecimals(["0.1", "0.2"])).toBe("0.3")
    expect(addDecimals(["90071992547409.93", "-0.94", "1"])).toBe("90071992547409.99")
    expect(addDecimals([])).toBe("0")
  })

  it("marks thousands as people do, and reads them back", () => {
    expect(["1234567.5", "-1000", "999", ""].map((each) => groupDecimal(each, ","))).toEqual(["1.234.567,5", "-1.000", "999", ""])
    expect(groupDecimal("10000000", ".")).toBe("10,000,000")
    expect(readDecimal(groupDecimal("1234567.5", ","), ",")).toBe("1234567.5")
  })

  it("multiplies without losing a cent", () => {
    expect(multiplyDecimals("12", "1.2345")).toBe("14.8140")
    expect(multiplyDecimals("-0.5", "0.5")).toBe("-0.25")
  })

  it("compares across scales", () => {
    expect(compareDecimals("1.50", "1.5")).toBe(0)
    expect(compareDecimals("-2", "1")).toBe(-1)
    expect(compareDecimals("1000000000000000.01", "1000000000000000")).toBe(1)
  })
})

describe("what a person types", () => {
  it.each([
    ["1.234,5", ",", "1234.5"],
    ["1,234.5", ",", "1234.5"],
    ["1.234", ",", "1234"],
    ["1,5", ",", "1.5"],
    ["1.5", ",", "1.5"],
    ["1,234", ".", "1234"],
    ["1 234", ",", "1234"],
    ["-3", ".", "-3"],
    ["007", ",", "7"],
    [",5", ",", "0.5"],
  ] as const)("reads %s with %s as %s", (typed, mark, meant) => {
    expect(readDecimal(typed, mark)).toBe(meant)
  })

  it.each(["", "doce", "1,2,3.4.5", "-", "12a"])("refuses %s", (typed) => {
    expect(readDecimal(typed, ",")).toBeNull()
  })
})
