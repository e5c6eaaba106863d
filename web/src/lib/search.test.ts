import { expect, it } from "vitest"
import { flag, number, oneOf, parseSearch, shape, stringifySearch, text } from "./search"

const search = shape({ q: text(), id: number(), active: flag(), state: oneOf(["low", "out"]) })

it("reads filters from the address and drops what makes no sense", () => {
  expect(search(parseSearch("?q=007&id=12&active=false&state=low"))).toEqual({ q: "007", id: 12, active: false, state: "low" })
  expect(search(parseSearch("?id=x&active=perhaps&state=blue&other=1"))).toEqual({})
})

it("covers what it drops, since the router lays it over the raw address", () => {
  expect({ state: "blue", q: "x", ...search({ state: "blue", q: "x" }) }).toStrictEqual({ state: undefined, q: "x" })
})

it("keeps values that are already what they should be", () => {
  expect(search({ q: "x", id: 3, active: false, state: "out" })).toEqual({ q: "x", id: 3, active: false, state: "out" })
})

it("writes them so that they read back alike", () => {
  const written = stringifySearch({ q: "café & té", id: 3, active: true, state: undefined, empty: "" })
  expect(written).toBe("?q=caf%C3%A9+%26+t%C3%A9&id=3&active=true")
  expect(search(parseSearch(written))).toEqual({ q: "café & té", id: 3, active: true })
})
