import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { Badge, type Tone } from "@/ui/badge"
import type { Event, Kind } from "./api"

export function useKindWords(): Record<Kind, string> {
  const { t } = useLingui()
  return { promotion: t`Promotion`, holiday: t`Holiday`, season: t`Season`, closure: t`Closure`, other: t({ message: "Other", context: "kind of event" }) }
}

export const tones: Record<Kind, Tone> = { promotion: "accent", holiday: "warn", season: "info", closure: "bad", other: "neutral" }

export const fills: Record<Kind, string> = {
  promotion: "bg-accent-soft text-accent-ink", holiday: "bg-warn-soft text-warn", season: "bg-info-soft text-info", closure: "bg-bad-soft text-bad", other: "bg-sunken text-ink-soft",
}

export function KindBadge({ kind }: { kind: Kind }) {
  return <Badge tone={tones[kind]}>{useKindWords()[kind]}</Badge>
}

/** For what an event holds: "Granos · Tienda Norte", or the whole company. */
export function useScopeOf(): (event: Event) => string {
  const { t } = useLingui()
  return (event) => [event.product?.name ?? event.category, event.location?.name].filter(Boolean).join(" · ") || t`The whole company`
}

/** What the event does to demand. */
export function useEffectOf(): (event: Event) => string {
  const { t } = useLingui()
  const { change } = useFormat()
  return (event) => (event.kind === "closure" ? t`No sales` : event.factor === null ? t`Learned from sales` : change(event.factor - 1))
}
