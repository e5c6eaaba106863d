import { useLingui } from "@lingui/react/macro"
import { BellOff } from "lucide-react"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { IconButton } from "@/ui/button"
import { Link } from "@/ui/link"
import type { Alert, KindTotal } from "./api"
import { KindBadge, NextStep } from "./words"

/** One alert on a phone. */
export function AlertCard({ alert, kinds, onDismiss }: { alert: Alert; kinds: KindTotal[]; onDismiss?: () => void }) {
  const { t } = useLingui()
  const { money, ago } = useFormat()
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="truncate text-base font-medium"><Link isPlain to={paths.product(alert.product.id)} search={{ location_id: alert.location.id }}>{alert.product.name}</Link></h3>
          <p className="truncate text-xs text-ink-faint">{alert.product.sku} · {alert.location.name}</p>
        </div>
        <div className="shrink-0 text-right">
          <p className="tabular text-base font-semibold">{money(alert.money_at_risk, alert.currency)}</p>
          <p className="text-xs text-ink-faint">{t`at risk`}</p>
        </div>
      </div>
      <p className="text-sm text-ink-soft">{alert.text}</p>
      <p className="flex items-center justify-between text-xs text-ink-faint"><KindBadge kind={alert.kind} kinds={kinds} /> {ago(alert.since)}</p>
      <div className="flex gap-2">
        <NextStep alert={alert} look="plain" />
        {onDismiss && <IconButton onClick={onDismiss} label={t`Dismiss the alert of ${alert.product.sku}`} className="min-h-11 min-w-11"><BellOff size={16} /></IconButton>}
      </div>
    </div>
  )
}
