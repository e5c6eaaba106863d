import { afterEach, expect, it, vi } from "vitest"
import { formatters } from "./format"

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ")
const en = formatters("en", "USD", "America/Caracas")
const pt = formatters("pt", "BRL", "America/Sao_Paulo")
const es = formatters("es", "USD", "America/Caracas")

afterEach(() => vi.useRealTimers())

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
  vi.useFakeTimers({ now: new Date("2026-12-01T12:00:00Z") })
  expect([en.time("2026-11-20T02:30:00Z"), es.time("2026-11-20T02:30:00Z")]).toEqual(["Nov 19, 22:30", "19 nov., 22:30"])
})

it("says the year of a moment that is not of this one, as years go in the company's time zone", () => {
  vi.useFakeTimers({ now: new Date("2027-01-01T02:00:00Z") })
  expect(es.time("2026-11-20T02:30:00Z")).toBe("19 nov., 22:30")
  vi.setSystemTime(new Date("2027-01-01T05:00:00Z"))
  expect(es.time("2026-11-20T02:30:00Z")).toBe("19 nov. 2026, 22:30")
})

it("shortens thousands one way, and leaves smaller money and counts whole", () => {
  expect([es.shortMoney(1400), es.shortMoney(64_700), es.shortMoney("805.6"), es.shortMoney(0)].map(plain)).toEqual(["$1,4 k", "$64,7 k", "$805,60", "$0"])
  expect([es.count(1999), es.count(12_300), es.count(2_100_000), en.count(12_300)].map(plain)).toEqual(["1.999", "12,3 k", "2,1 M", "12.3K"])
})

it("writes per cent one way in a language, of a share or of points", () => {
  expect([es.percent(0.153), es.points("15.3"), es.change(0.15)].map(plain)).toEqual(["15,3 %", "15,3 %", "+15 %"])
  expect([en.percent(0.153), en.points("15.3"), pt.points("15.3")]).toEqual(["15.3%", "15.3%", "15,3%"])
})

it("signs changes and names the decimal mark of the language", () => {
  expect(en.change(0.032)).toBe("+3.2%")
  expect(en.change(-0.5)).toBe("-50%")
  expect([en.decimalMark, pt.decimalMark]).toEqual([".", ","])
})
