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
  const short = number({ ...styled(currency), notation: "compact", maximumFractionDigits: 1 })
  const compactCount = number({ notation: "compact", maximumFractionDigits: 1 })
  const quantity = number({ maximumFractionDigits: 3 })
  const day = dateTime({ day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" })
  const shortDay = dateTime({ day: "numeric", month: "short", timeZone: "UTC" })
  const moment = dateTime({ day: "2-digit", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: timezone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" })
  const decimalMark = number().formatToParts(1.5).find((part) => part.type === "decimal")?.value === "," ? "," : "."
  const blank = (value: Amount): value is null | undefined | "" => value === null || value === undefined || value === ""

  return {
    locale,
    decimalMark: decimalMark as "," | ".",
    /** Exact money with its cents: "12.5" → "$ 12,50". */
    money: (value: Amount, of: string = currency) =>
      blank(value) ? nothing : show(of === currency ? cents : number(styled(of)), value),
    /** Money for tiles and axes: "$ 1,2 M". */
    shortMoney: (value: Amount) => (blank(value) ? nothing : show(short, value)),
    /** A unit price, up to four decimals. */
    price: (value: Amount, of: string = currency) => (blank(value) ? nothing : show(of === currency ? unitPrice : priceIn(of), value)),
    qty: (value: Amount) => (blank(value) ? nothing : show(quantity, value)),
    number: (value: Amount, digits = 2) => (blank(value) ? nothing : show(number({ maximumFractionDigits: digits }), value)),
    count: (value: Amount) => (blank(value) ? nothing : show(compactCount, value)),
    /** A share 0..1 as per cent. */
    percent: (value: number | null | undefined, digits = 1) =>
      blank(value) ? nothing : show(number({ style: "percent", maximumFractionDigits: digits }), value),
    /** A change with its sign: +3,2 %. */
    change: (value: number | null | undefined) =>
      blank(value) ? nothing : show(number({ style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" }), value),
    days: (value: Amount) => (blank(value) ? nothing : show(number({ style: "unit", unit: "day", unitDisplay: "long", maximumFractionDigits: 1 }), value)),
    /** A calendar day ("2026-11-20"), never shifted by the time zone. */
    date: (value: string | null | undefined) => (value ? day.format(new Date(value.slice(0, 10))) : nothing),
    shortDate: (value: string | null | undefined) => (value ? shortDay.format(new Date(value.slice(0, 10))) : nothing),
    /** A moment (RFC 3339) in the company's time zone. */
    time: (value: string | null | undefined) => (value ? moment.format(new Date(value)) : nothing),
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
