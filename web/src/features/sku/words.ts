import { useLingui } from "@lingui/react/macro"
import type { Movement } from "./api"

export function useMovementWords(): Record<Movement["kind"], string> {
  const { t } = useLingui()
  return { count: t`Count`, adjustment: t`Adjustment`, receipt: t`Receipt`, transfer_out: t`Transfer out`, transfer_in: t`Transfer in` }
}

/** How a product sells, in a word and a sentence. */
export function useDemandWords(): Record<string, { name: string; means: string }> {
  const { t } = useLingui()
  return {
    smooth: { name: t`Smooth`, means: t`Sells often and in similar quantities.` },
    intermittent: { name: t`Intermittent`, means: t`Sells now and then, in similar quantities.` },
    erratic: { name: t`Erratic`, means: t`Sells often, in very different quantities.` },
    lumpy: { name: t`Lumpy`, means: t`Sells now and then and in very different quantities: the hardest to foresee.` },
    new: { name: t`New`, means: t`Too little history: the forecast borrows from similar products.` },
    dead: { name: t`Dead`, means: t`It no longer sells.` },
  }
}
