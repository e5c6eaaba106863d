import { useLingui } from "@lingui/react/macro"
import { Badge, Status, type Tone } from "@/ui/badge"
import type { Audience, PriceList, Row, Version } from "./api"

/** Whom a list is for. */
export function useAudienceWords(): Record<Audience, string> {
  const { t } = useLingui()
  return { base: t`Everybody`, channel: t`A channel`, segment: t`A customer group`, customer: t`Some customers` }
}

const tones: Record<Version["state"], Tone> = { draft: "neutral", waiting: "warn", scheduled: "info", current: "good", superseded: "neutral", reverted: "bad", withdrawn: "bad" }

/** What a version is by the clock. */
export function VersionStatus({ state }: { state: Version["state"] }) {
  const { t } = useLingui()
  const words: Record<Version["state"], string> = {
    draft: t`Draft`, waiting: t`Waiting for approval`, scheduled: t`Scheduled`, current: t`In force`, superseded: t`Superseded`, reverted: t`Undone`, withdrawn: t`Withdrawn`,
  }
  return <Status tone={tones[state]}>{words[state]}</Status>
}

/** The version of a list to tell of: the one that is open, else one that has not started. */
export function stateToTell(list: PriceList): Version["state"] | null {
  return list.open_version?.state ?? (list.scheduled > 0 ? "scheduled" : null)
}

/** What a row of the draft does. */
export function KindBadge({ kind }: { kind: Row["kind"] }) {
  const { t } = useLingui()
  const words: Record<Row["kind"], [string, Tone]> = {
    new: [t`New`, "info"], raised: [t({ message: "Raised", context: "row" }), "warn"], lowered: [t({ message: "Lowered", context: "row" }), "accent"], breaks: [t`Breaks`, "accent"], removed: [t({ message: "Removed", context: "row" }), "bad"], same: [t`Same`, "neutral"],
  }
  return <Badge tone={words[kind][1]}>{words[kind][0]}</Badge>
}

export function useSourceWords(): Record<NonNullable<Row["source"]>, string> {
  const { t } = useLingui()
  return { typed: t`Typed`, import: t`From a file`, adjustment: t`Adjusted together`, reprice: t`Repriced`, advice: t`Advised`, revert: t`Undone` }
}
