import { useLingui } from "@lingui/react"
import { useMemo } from "react"
import { useMe } from "./me"

type Amount = string | number | null | undefined
const nothing = "—"

/** One style of numbers per language, the one the server writes its sentences in: 1.234,5 beside 1,234.5 on a page is a thousand to somebody. */
export function localeFor(lang: string): string {
  return { es: "es-VE", pt: "pt-BR", en: "en-US" }[lang] ?? lang
}

// Intl.NumberFormat reads a decimal string exactly; the type of older libs knows only numbers.
const show = (format: Intl.NumberFormat, value: string | number) => format.format(value as number)

export function formatters(lang: string, currency: string, timezone?: string) {
  const locale = localeFor(lang)
  const number = (options: Intl.NumberFormatOptions = {}) => new Intl.NumberFormat(locale, options)
  const dateTime = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
  // The company's own money needs no more than its sign; other money says which it is.
  const styled = (of: string) => ({ style: "currency", currency: of, currencyDisplay: of === currency ? "narrowSymbol" : "code" }) as const
  const cents = number(styled(currency))
  const priceIn = (of: string) => number({ ...styled(of), minimumFractionDigits: 2, maximumFractionDigits: 4 })
  const unitPrice = priceIn(currency)
  const whole = number({ ...styled(currency), trailingZeroDisplay: "stripIfInteger" } as Intl.NumberFormatOptions)
  const compact = (options: Intl.NumberFormatOptions, value: string | number) =>
    number({ ...options, notation: "compact", maximumFractionDigits: 1 }).formatToParts(value as number).map((part) => (part.type === "compact" ? thousand(part.value) : part.value)).join("")
  // The language's data writes 1,4 K beside 64,7 k in Spanish; one page shows both.
  const thousand = (mark: string) => (lang === "es" && mark === "K" ? "k" : mark)
  // Spanish sets the sign apart, as the server's sentences do: 15 %.
  const spaced = (text: string) => (lang === "es" ? text.replace(/\s?%/, "\u00a0%") : text)
  const quantity = number({ maximumFractionDigits: 3 })
  const day = dateTime({ day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" })
  const shortDay = dateTime({ day: "numeric", month: "short", timeZone: "UTC" })
  const dayThere = dateTime({ day: "2-digit", month: "short", year: "numeric", timeZone: timezone })
  const shortDayThere = dateTime({ day: "numeric", month: "short", timeZone: timezone })
  const yearThere = dateTime({ year: "numeric", timeZone: timezone })
  const clock = dateTime({ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: timezone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" })
  const decimalMark = number().formatToParts(1.5).find((part) => part.type === "decimal")?.value === "," ? "," : "."
  const blank = (value: Amount): value is null | undefined | "" => value === null || value === undefined || value === ""

  return {
    locale,
    decimalMark: decimalMark as "," | ".",
    /** Exact money with its cents: "12.5" → "$ 12,50". */
    money: (value: Amount, of: string = currency) =>
      blank(value) ? nothing : show(of === currency ? cents : number(styled(of)), value),
    /** Money for tiles and axes: "$ 1,2 M", and under a thousand in full. */
    shortMoney: (value: Amount) => (blank(value) ? nothing : Math.abs(Number(value)) < 1000 ? show(whole, value) : compact(styled(currency), value)),
    /** A unit price, up to four decimals. */
    price: (value: Amount, of: string = currency) => (blank(value) ? nothing : show(of === currency ? unitPrice : priceIn(of), value)),
    qty: (value: Amount) => (blank(value) ? nothing : show(quantity, value)),
    number: (value: Amount, digits = 2) => (blank(value) ? nothing : show(number({ maximumFractionDigits: digits }), value)),
    /** How many, in full up to four figures: "1.999", "12,3 k". */
    count: (value: Amount) => (blank(value) ? nothing : Math.abs(Number(value)) < 10_000 ? show(number({ maximumFractionDigits: 0 }), value) : compact({}, value)),
    /** A share 0..1 as per cent. */
    percent: (value: number | null | undefined, digits = 1) =>
      blank(value) ? nothing : spaced(show(number({ style: "percent", maximumFractionDigits: digits }), value)),
    /** What is per cent already: "15" → "15 %". */
    points: (value: Amount, digits = 1) => (blank(value) ? nothing : spaced(show(number({ style: "unit", unit: "percent", maximumFractionDigits: digits }), value))),
    /** A change with its sign: +3,2 %. */
    change: (value: number | null | undefined) =>
      blank(value) ? nothing : spaced(show(number({ style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" }), value)),
    days: (value: Amount) => (blank(value) ? nothing : show(number({ style: "unit", unit: "day", unitDisplay: "long", maximumFractionDigits: 1 }), value)),
    /** A calendar day ("2026-11-20"), never shifted by the time zone. */
    date: (value: string | null | undefined) => (value ? day.format(new Date(value.slice(0, 10))) : nothing),
    shortDate: (value: string | null | undefined) => (value ? shortDay.format(new Date(value.slice(0, 10))) : nothing),
    /** A moment (RFC 3339) in the company's time zone; its year where it is not this one. */
    time: (value: string | null | undefined) => {
      if (!value) return nothing
      const then = new Date(value)
      const isThisYear = yearThere.format(then) === yearThere.format(new Date())
      return `${(isThisYear ? shortDayThere : dayThere).format(then)}, ${clock.format(then)}`
    },
    ago: (value: string | null | undefined) => (value ? since(relative, new Date(value)) : nothing),
    bytes: (value: number) => number({ style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(value / 1e6),
  }
}

function since(relative: Intl.RelativeTimeFormat, moment: Date): string {
  const seconds = (moment.getTime() - Date.now()) / 1000
  const steps = [["day", 86_400], ["hour", 3600], ["minute", 60]] as const
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit)
  return relative.format(Math.round(seconds), "second")
}

export type Formatters = ReturnType<typeof formatters>

/** Formatters in the person's language and the company's currency. */
export function useFormat(): Formatters {
  const { i18n } = useLingui()
  const company = useMe()?.company
  const currency = company?.currency ?? "USD"
  return useMemo(() => formatters(i18n.locale, currency, company?.timezone), [i18n.locale, currency, company?.timezone])
}
