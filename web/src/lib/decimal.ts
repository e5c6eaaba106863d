/**
 * Exact arithmetic on the decimal strings of the API ("12.50", "-3").
 * Numbers that are shown as exact money are never turned into floats.
 */
type Parts = { units: bigint; scale: number }

function split(value: string): Parts {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value.trim())
  if (!match) throw new RangeError(`not a decimal: ${value}`)
  const fraction = match[3] ?? ""
  const units = BigInt(`${match[2]}${fraction}`)
  return { units: match[1] ? -units : units, scale: fraction.length }
}

function join({ units, scale }: Parts): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0")
  const whole = digits.slice(0, digits.length - scale)
  const fraction = scale ? `.${digits.slice(digits.length - scale)}` : ""
  return `${units < 0n ? "-" : ""}${whole}${fraction}`
}

const raise = ({ units, scale }: Parts, to: number) => units * 10n ** BigInt(to - scale)

/** The exact sum. */
export function addDecimals(values: readonly string[]): string {
  const parts = values.map(split)
  const scale = Math.max(0, ...parts.map((part) => part.scale))
  return join({ units: parts.reduce((sum, part) => sum + raise(part, scale), 0n), scale })
}

/** The exact product. */
export function multiplyDecimals(left: string, right: string): string {
  const a = split(left)
  const b = split(right)
  return join({ units: a.units * b.units, scale: a.scale + b.scale })
}

/** Negative, zero or positive, as left is less than, equal to or greater than right. */
export function compareDecimals(left: string, right: string): number {
  const a = split(left)
  const b = split(right)
  const scale = Math.max(a.scale, b.scale)
  const difference = raise(a, scale) - raise(b, scale)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

/**
 * The decimal string a person meant, or null when it is none.
 * The last mark decides: "1.234,5" and "1,234.5" are both 1234.5; a lone mark is read as the
 * language's decimal mark when it is that, and as grouping when exactly three digits follow.
 */
export function readDecimal(typed: string, decimalMark: "," | "."): string | null {
  const text = typed.replace(/[\s\u00a0\u202f']/g, "")
  if (!/^[-+]?[\d.,]*\d[\d.,]*$/.test(text)) return null
  const sign = text.startsWith("-") ? "-" : ""
  const body = text.replace(/^[-+]/, "")
  const mark = decimalMarkOf(body, decimalMark)
  const [whole = "", fraction = "", ...more] = mark ? body.split(mark) : [body]
  if (more.length || /[.,]/.test(fraction)) return null
  const digits = whole.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "") || "0"
  return `${sign}${digits}${fraction ? `.${fraction}` : ""}`
}

/** A decimal string as people write it, thousands marked: "1234567.5" is "1.234.567,5" where the comma marks decimals. */
export function groupDecimal(value: string, decimalMark: "," | "."): string {
  const [whole = "", fraction] = value.split(".")
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, decimalMark === "," ? "." : ",")
  return fraction === undefined ? grouped : `${grouped}${decimalMark}${fraction}`
}

function decimalMarkOf(body: string, preferred: "," | "."): "," | "." | null {
  const comma = body.lastIndexOf(",")
  const dot = body.lastIndexOf(".")
  if (comma >= 0 && dot >= 0) return comma > dot ? "," : "."
  const only = comma >= 0 ? "," : dot >= 0 ? "." : null
  if (!only || only === preferred) return only
  const isGrouping = body.split(only).slice(1).every((group) => group.length === 3)
  return isGrouping ? null : only
}
