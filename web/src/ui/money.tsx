import { useFormat } from "@/lib/format"
import type { Sum } from "@/lib/sums"

/** Sums of one or more currencies in words: "$ 1.200,00 + US$ 35,00". */
export function useSumWords(): (sums: readonly Sum[]) => string {
  const { money } = useFormat()
  return (sums) => (sums.length ? sums.map((one) => money(one.amount, one.currency)).join(" + ") : money(null))
}
