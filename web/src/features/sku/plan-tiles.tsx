import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { Skeleton } from "@/ui/progress"
import { Help } from "@/ui/tooltip"
import { seriesQuery, type Product, type Series } from "./api"

type Figure = { name: string; value: ReactNode; note?: ReactNode; help: string; isAimed?: boolean }

/** What the plan aims at for the product at one location and what it gives, each figure apart. */
export function PlanTiles({ product, locationId }: { product: Product; locationId?: number }) {
  const { t } = useLingui()
  const { data: series, isPending } = useQuery(seriesQuery(product))
  if (isPending) return <Skeleton className="h-28 w-full" />
  const here = series?.find((one) => one.location.id === locationId) ?? (locationId === undefined ? series?.[0] : undefined)
  if (!here) return null
  return (
    <section aria-label={t`The plan in figures, at ${here.location.name}`} className="grid gap-2">
      <p className="text-sm text-ink-soft"><Trans>The plan in figures, at {here.location.name}</Trans></p>
      <Figures here={here} />
    </section>
  )
}

function Figures({ here }: { here: Series }) {
  const { t } = useLingui()
  const { number, percent, days, shortMoney } = useFormat()
  const units = (value: number) => number(value, 1)
  const figures: Figure[] = [
    {
      name: t`Cycle service`, value: percent(here.cycle_service, 1), isAimed: here.service_kind === 1,
      note: here.service_kind === 1 ? t`target ${percent(here.service_level, 1)}` : t`not the target`,
      help: t`The share of order cycles that end without a shortage, with the order-up-to level of the plan.`,
    },
    {
      name: t`Fill rate`, value: percent(here.fill_rate, 1), isAimed: here.service_kind === 2,
      note: here.service_kind === 2 ? t`target ${percent(here.fill_rate_target, 1)}` : t`not the target`,
      help: t`The share of demand that is served from the shelf, with the order-up-to level of the plan. A cycle that runs short still serves most of its demand, so it is mostly higher than cycle service; where sales come in large lots it is lower.`,
    },
    {
      name: t`Order-up-to level`, value: units(here.order_up_to), note: t`${units(here.planned)} planned + ${units(here.safety_stock)} safety`,
      help: t`What there should be, with all that comes, right after ordering: what is planned to sell until the next order arrives, and the safety stock.`,
    },
    {
      name: t`Reorder point`, value: units(here.reorder_point), note: t`position ${units(here.position)}`,
      help: t`When what there is and comes in time falls to it, the plan orders.`,
    },
    {
      name: t`Safety stock`, value: units(here.safety_stock), note: here.safety_stock_value === null ? t`${days(here.protection_days)} to cover` : shortMoney(here.safety_stock_value),
      help: t`What is kept beyond expected sales, because sales and lead times vary.`,
    },
    {
      name: t`Days of cover`, value: here.days_of_cover === null ? "–" : number(here.days_of_cover, 1), note: t`${number(here.daily_mean, 2)} a day`,
      help: t`How long what is available lasts at the sales expected.`,
    },
  ]
  if (here.stock_value !== null)
    figures.push({ name: t`Money in stock`, value: shortMoney(here.stock_value), note: here.order_up_to_value === null ? undefined : t`${shortMoney(here.order_up_to_value)} at the order-up-to level`, help: t`What lies there, at cost; beside it what the order-up-to level would be worth.` })
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4">
      {figures.map((one) => (
        <li key={one.name} className={`card grid min-w-0 content-start gap-0.5 px-3 py-2 ${one.isAimed ? "border-accent ring-1 ring-accent" : ""}`}>
          <span className="flex min-h-6 items-center gap-1 text-xs text-ink-soft"><span className="min-w-0">{one.name}</span><Help label={t`What this figure means`}><p>{one.help}</p></Help></span>
          <span className="tabular text-xl leading-7 font-semibold">{one.value}</span>
          {one.note && <span className="tabular text-xs text-ink-faint">{one.note}</span>}
        </li>
      ))}
    </ul>
  )
}
