import { useLingui } from "@lingui/react/macro"
import { CircleCheck } from "lucide-react"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Badge, type Tone } from "@/ui/badge"
import { Link } from "@/ui/link"
import { Card } from "@/ui/page"
import { NoPlanOr } from "@/ui/plan-status"
import type { Alert, Dashboard } from "./api"

type Kind = Alert["kind"]
const kinds: Kind[] = ["stock_out", "below_reorder", "overstock", "dead_stock", "too_much_on_order", "expiring", "slow_mover"]
const tones: Record<Kind, Tone> = { stock_out: "bad", below_reorder: "warn", overstock: "info", dead_stock: "neutral", too_much_on_order: "info", expiring: "warn", slow_mover: "neutral" }
const inks: Record<Kind, string> = { stock_out: "text-bad", below_reorder: "text-warn", overstock: "text-info", dead_stock: "text-ink-soft", too_much_on_order: "text-info", expiring: "text-warn", slow_mover: "text-ink-soft" }

function useKindWords(): Record<Kind, string> {
  const { t } = useLingui()
  return {
    stock_out: t`Out of stock`, below_reorder: t`About to run out`, overstock: t`Overstock`, dead_stock: t`Dead stock`,
    too_much_on_order: t`Too much on order`, expiring: t`Expiring`, slow_mover: t`Slow movers`,
  }
}

/** How many alerts of each kind, and those with the most money at risk. */
export function AlertsCard({ data, location_id, className }: { data: Dashboard; location_id?: number; className?: string }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const words = useKindWords()
  const found = kinds.filter((kind) => data.alerts[kind])
  const isQuiet = found.length === 0
  return (
    <Card className={className} title={t`Alerts`} actions={!isQuiet && <Link to={paths.alerts} search={{ location_id }} className="text-sm">{t`See all alerts`}</Link>}>
      {isQuiet ? (
        <NoPlanOr>
          <p className="flex items-center justify-center gap-2 py-10 text-sm text-ink-soft"><CircleCheck size={16} aria-hidden="true" className="text-good" /> {t`Nothing needs your eye`}</p>
        </NoPlanOr>
      ) : (
        <>
          <ul className="grid grid-cols-2 gap-2">
            {found.map((kind) => (
              <li key={kind}>
                <Link isPlain to={paths.alerts} search={{ kind, location_id }} className="block rounded-md bg-sunken px-3 py-2 hover:bg-hover">
                  <span className={`tabular block text-lg leading-6 font-semibold ${inks[kind]}`}>{number(data.alerts[kind] ?? 0, 0)}</span>
                  <span className="block truncate text-xs text-ink-soft">{words[kind]}</span>
                </Link>
              </li>
            ))}
          </ul>
          <h3 className="mt-4 mb-1 text-xs font-medium text-ink-faint">{t`Most money at risk`}</h3>
          <ul>{data.top_alerts.slice(0, 4).map((alert) => <TopAlert key={alert.id} alert={alert} word={words[alert.kind]} />)}</ul>
        </>
      )}
    </Card>
  )
}

function TopAlert({ alert, word }: { alert: Alert; word: string }) {
  const { money } = useFormat()
  return (
    <li className="border-t first:border-t-0">
      <Link isPlain to={paths.product(alert.product.id)} search={{ location_id: alert.location.id }} title={alert.text} className="flex items-center gap-3 rounded py-1.5 hover:bg-hover max-sm:min-h-11">
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{alert.product.name}</span>
          <span className="flex min-w-0 items-center gap-1.5 text-xs text-ink-faint"><Badge tone={tones[alert.kind]}>{word}</Badge> <span className="truncate">{alert.location.name}</span></span>
        </span>
        <span className="tabular shrink-0 text-sm font-semibold">{money(alert.money_at_risk, alert.currency)}</span>
      </Link>
    </li>
  )
}
