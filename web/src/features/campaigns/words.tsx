import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { Status, type Tone } from "@/ui/badge"
import type { Flag, Kind, Layer, Scope, State } from "./api"
import { inkOn, type Step } from "./draft"

const tones: Record<State, Tone> = { active: "good", scheduled: "info", finished: "neutral", inactive: "warn" }

export function useStateWords(): Record<State, string> {
  const { t } = useLingui()
  return {
    active: t({ message: "Active", context: "campaign" }), scheduled: t({ message: "Scheduled", context: "campaign" }),
    finished: t({ message: "Finished", context: "campaign" }), inactive: t({ message: "Inactive", context: "campaign" }),
  }
}

export function CampaignStatus({ state }: { state: State }) {
  const words = useStateWords()
  return <Status tone={tones[state]}>{words[state]}</Status>
}

export function useKindWords(): Record<Kind, string> {
  const { t } = useLingui()
  return { percentage: t`Percentage off`, amount: t`Amount off`, fixed: t`Fixed price` }
}

export function useScopeWords(): Record<Scope, string> {
  const { t } = useLingui()
  return { all: t`All products`, products: t`Chosen products`, categories: t`Categories`, filter: t`By filter` }
}

export function useStepWords(): Record<Step, string> {
  const { t } = useLingui()
  return { details: t`Details`, products: t`Products`, review: t`Review` }
}

/** What each layer of protection does, in plain words. */
export function useLayerWords(): Record<Layer, { name: string; text: string }> {
  const { t } = useLingui()
  return {
    cost: { name: t`Cost`, text: t`The price never goes below what the product costs.` },
    product_minimum: { name: t`Product minimum`, text: t`The price never goes below the minimum on the product's cost sheet.` },
    campaign_minimum: { name: t`Campaign minimum`, text: t`The price never goes below the minimum price of this campaign.` },
    minimum_margin: { name: t`Minimum margin`, text: t`The price leaves at least the minimum margin over cost.` },
    break_even: { name: t`True break-even`, text: t`After VAT and every deduction the sale still pays the product: nothing is lost.` },
  }
}

export function useFlagWords(): Record<Flag, string> {
  const { t } = useLingui()
  return {
    discounted: t`Discounted`, protected: t`Protected`, loses: t`Would lose`, below_cost: t`Below cost`, no_cost: t`No cost`, no_rate: t`No exchange rate`,
    no_price: t`No price`, no_discount: t`No discount`, beaten: t`Another is better`,
  }
}

/** What is off: "30 %", "5,00 $", "at 9,99 $"; a dash when each channel states its own. */
export function useOfferWords(): (one: { kind: Kind; value: string | null }, currency?: string | null) => string {
  const { t } = useLingui()
  const { money, percent } = useFormat()
  return ({ kind, value }, currency) => {
    if (value === null) return t`By channel`
    if (kind === "percentage") return `−${percent(Number(value) / 100, 2)}`
    const amount = money(value, currency ?? undefined)
    return kind === "amount" ? `−${amount}` : t`at ${amount}`
  }
}

/** The label buyers see. */
export function BadgeChip({ text, color }: { text: string; color: string }) {
  if (!text) return null
  return <span className="inline-block max-w-40 truncate rounded px-1.5 text-xs leading-5 font-bold" style={{ backgroundColor: color, color: inkOn(color), boxShadow: "inset 0 0 0 1px rgb(128 128 128 / 40%)" }}>{text}</span>
}
