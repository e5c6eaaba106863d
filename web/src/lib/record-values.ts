import { multiplyDecimals } from "./decimal"

export type FieldKind = "text" | "email" | "tel" | "long" | "decimal" | "whole" | "percent" | "day" | "choice" | "id"

/** What a form holds for a field: its text, "" for nothing, null while a number is not one. */
export type Typed = string | null

const isNumber = (kind: FieldKind) => kind === "decimal" || kind === "whole" || kind === "percent"
const plainNumber = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(8).replace(/0+$/, ""))

/** The API's value as a person edits it; a share becomes per cent. */
export function typedOf(kind: FieldKind, value: unknown): string {
  if (value === null || value === undefined) return ""
  if (kind === "percent" && typeof value === "number") return trimZeros(multiplyDecimals(plainNumber(value), "100"))
  if (kind === "decimal") return trimZeros(typeof value === "number" ? plainNumber(value) : String(value))
  return String(value)
}

const trimZeros = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text)

/** What a person typed as the API takes it; undefined when it is no value of its kind. */
export function valueOf(kind: FieldKind, typed: Typed, isFloat = false): unknown {
  if (typed === null) return undefined
  const text = typed.trim()
  if (text === "") return null
  if (isNumber(kind) && !/^-?\d+(\.\d+)?$/.test(text)) return undefined
  if (kind === "whole") return /^\d+$/.test(text) ? Number(text) : undefined
  if (kind === "percent") return Number(multiplyDecimals(text, "0.01"))
  if (kind === "id") return Number(text)
  return kind === "decimal" && isFloat ? Number(text) : text
}
