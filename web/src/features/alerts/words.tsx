import { useLingui } from "@lingui/react/macro"
import { Badge, type Tone } from "@/ui/badge"
import { buttonClass } from "@/ui/button"
import { Link } from "@/ui/link"
import { addressOf, stepOf, type Alert, type KindTotal, type Step } from "./api"

const tones: Record<string, Tone> = { stock_out: "bad", below_reorder: "warn", expiring: "warn", overstock: "info", too_much_on_order: "info" }

export function KindBadge({ kind, kinds }: { kind: string; kinds: KindTotal[] }) {
  return <Badge tone={tones[kind]}>{kinds.find((one) => one.kind === kind)?.label ?? kind}</Badge>
}

export function useStepWords(): Record<Step, string> {
  const { t } = useLingui()
  return { order: t`See what to order`, move: t`See where to move it`, wait: t`See the orders`, promote: t`Plan a promotion`, drop: t`Decide whether to drop it` }
}

/** The next step of an alert, as a link to where it is done. */
export function NextStep({ alert, look = "quiet" }: { alert: Alert; look?: "quiet" | "plain" }) {
  const words = useStepWords()
  return <Link isPlain {...addressOf(alert)} className={buttonClass(look, "sm", look === "plain" ? "min-h-11 flex-1" : "")}>{words[stepOf(alert.kind)]}</Link>
}
