import { useLingui } from "@lingui/react/macro"
import type { Kind, Strategy } from "./api"

export function useKindWords(): Record<Kind, string> {
  const { t } = useLingui()
  return { product: t`Product`, packaging: t`Packaging`, label: t`Label`, freight: t`Freight`, handling: t`Handling`, other: t`Other` }
}

export function useStrategyWords(): Record<Strategy, string> {
  const { t } = useLingui()
  return { neutral: t`Neutral: computed price`, aggressive: t`Aggressive: competitor − 5 %`, premium: t`Premium: competitor + 10 %` }
}

export function useSourceWords(): Record<string, string> {
  const { t } = useLingui()
  return { manual: t`By hand`, receipt: t`Receipt`, import: t`Import`, catalog: t`Catalogue` }
}
