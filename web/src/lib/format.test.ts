import { expect, it } from "vitest"
import { formatters } from "./format"

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ")
const en = formatters("en", "USD", "America/Caracas")
const pt = formatters("pt", "BRL", "America/Sao_Paulo")

it("writes money exactly, beyond what a float holds", () => {
  expect(en.money("90071992547409.93")).toBe("$90,071,992,547,409.93")
  expect(plain(pt.money("1234.5"))).toBe("R$ 1.234,50")
  expect(en.price("1.2345")).toBe("$1.2345")
  expect(plain(en.money("5", "EUR"))).toBe("EUR 5.00")
})

it("says nothing with a dash", () => {
  expect([en.money(null), en.qty(undefined), en.percent(null), en.date(null), en.time("")]).toEqual(["—", "—", "—", "—", "—"])
})

it("never moves a day by the time zone, and shows moments in the company's", () => {
  expect(en.date("2026-11-20")).toBe("Nov 20, 2026")
  expect(en.time("2026-11-20T02:30:00Z")).toBe("Nov 19, 22:30")
})

it("signs changes and names the decimal mark of the language", () => {
  expect(en.change(0.032)).toBe("+3.2%")
  expect(en.change(-0.5)).toBe("-50%")
  expect([en.decimalMark, pt.decimalMark]).toEqual([".", ","])
})
