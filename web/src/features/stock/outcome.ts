import { addDecimals, compareDecimals } from "@/lib/decimal"

export const modes = ["count", "add", "remove"] as const
/** What the person does: says how much there is, or how much came or went. */
export type Mode = (typeof modes)[number]

export type Outcome = { kind: "count" | "adjustment"; quantity: string; balance: string; change: string }

const minus = (value: string) => (value.startsWith("-") ? value.slice(1) : `-${value}`)

/** What a typed quantity does to the stock on hand, exactly; null while it cannot be recorded. */
export function outcomeOf(mode: Mode, typed: string | null, onHand: string): Outcome | null {
  if (!typed || compareDecimals(typed, "0") < 0) return null
  if (mode === "count") return { kind: "count", quantity: typed, balance: typed, change: addDecimals([typed, minus(onHand)]) }
  if (compareDecimals(typed, "0") === 0) return null
  const quantity = mode === "add" ? typed : minus(typed)
  const balance = addDecimals([onHand, quantity])
  return compareDecimals(balance, "0") < 0 ? null : { kind: "adjustment", quantity, balance, change: quantity }
}

/** What takes a recorded change back, null when it changed nothing. */
export const reversalOf = (change: string): string | null => (compareDecimals(change, "0") === 0 ? null : minus(change))
