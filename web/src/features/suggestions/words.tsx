import { useLingui } from "@lingui/react/macro"
import { Badge, type Tone } from "@/ui/badge"
import type { State, Urgency } from "./api"

export function useUrgencyWords(): Record<Urgency, string> {
  const { t } = useLingui()
  return { out: t`Ran out`, late: t`Will run out`, due: t`Order now`, top_up: t`Top-up` }
}

export function useStateWords(): Record<State, string> {
  const { t } = useLingui()
  return { open: t`To decide`, approved: t({ message: "Approved", context: "suggestion" }), rejected: t({ message: "Rejected", context: "suggestion" }), superseded: t({ message: "Replaced", context: "suggestion" }) }
}

const tones: Record<Urgency, Tone> = { out: "bad", late: "warn", due: "info", top_up: "neutral" }

export function UrgencyBadge({ urgency }: { urgency: Urgency }) {
  return <Badge tone={tones[urgency]}>{useUrgencyWords()[urgency]}</Badge>
}

/** Reasons that buyers give most often. */
export function useReasons(): string[] {
  const { t } = useLingui()
  return [t`There is enough stock`, t`Discontinued`, t`The price is too high`, t`Bought elsewhere`, t`The forecast is wrong`]
}
