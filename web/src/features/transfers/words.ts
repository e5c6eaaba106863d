import { useLingui } from "@lingui/react/macro"
import type { Kind, State } from "./api"

export function useStateWords(): Record<State, string> {
  const { t } = useLingui()
  return { open: t`To decide`, approved: t({ message: "Approved", context: "transfer" }), rejected: t({ message: "Rejected", context: "transfer" }), superseded: t({ message: "Replaced", context: "transfer" }) }
}

export function useKindWords(): Record<Kind, string> {
  const { t } = useLingui()
  return { supply: t`Supply`, balance: t`Balance` }
}

/** Reasons that people give most often. */
export function useReasons(): string[] {
  const { t } = useLingui()
  return [t`The stock is not really there`, t`It will sell where it is`, t`The freight costs too much`, t`It is bought instead`]
}
