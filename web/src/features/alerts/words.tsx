import { useLingui } from "@lingui/react/macro"
import { Badge, type Tone } from "@/ui/badge"
import type { Kind } from "./api"

export function useKindWords(): Record<Kind, string> {
  const { t } = useLingui()
  return { stock_out: t`Out of stock`, below_reorder: t`Below reorder point`, overstock: t`Overstock`, dead_stock: t`Dead stock` }
}

const tones: Record<Kind, Tone> = { stock_out: "bad", below_reorder: "warn", overstock: "info", dead_stock: "neutral" }

export function KindBadge({ kind }: { kind: Kind }) {
  return <Badge tone={tones[kind]}>{useKindWords()[kind]}</Badge>
}
