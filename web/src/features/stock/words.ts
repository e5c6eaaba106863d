import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import type { StockState } from "@/ui/states"
import type { Kind } from "./api"

/** The same words as the coloured states of a level. */
export function useStateWords(): Record<StockState, string> {
  const { t } = useLingui()
  return { out: t`Out of stock`, low: t`Low`, ok: t`Enough`, over: t`Too much` }
}

export function useMovementWords(): Record<Kind, string> {
  const { t } = useLingui()
  return { count: t`Count`, adjustment: t`Adjustment`, receipt: t`Receipt`, transfer_out: t`Transfer out`, transfer_in: t`Transfer in` }
}

const longest = 999

/** Days of cover as people read them: beyond some years only that it is more. */
export function useCover(): (days: number | null) => string {
  const { days } = useFormat()
  return (value) => (value !== null && value > longest ? `> ${days(longest)}` : days(value === null || value < 10 ? value : Math.round(value)))
}
