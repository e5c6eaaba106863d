import { addDecimals } from "./decimal"

export type Sum = { currency: string; amount: string }

/** Exact sums per currency; amounts that nobody knows are left out. */
export function sumsOf(rows: readonly { amount: string | null; currency: string }[]): Sum[] {
  const byCurrency = new Map<string, string[]>()
  for (const { amount, currency } of rows) {
    if (amount !== null) byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), amount])
  }
  return [...byCurrency].map(([currency, amounts]) => ({ currency, amount: addDecimals(amounts) }))
}
