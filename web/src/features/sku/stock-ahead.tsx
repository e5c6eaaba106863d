import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import type { Forecast } from "@/lib/plan"
import { useFormat } from "@/lib/format"
import { Chart } from "@/ui/chart"
import { levelsQuery } from "./api"

/** The stock left on each day if nothing more arrives: what is available less what is expected to sell. */
export function stockLeft(available: number, ahead: { mean: number }[]): number[] {
  let left = available
  return ahead.map((day) => (left = Math.max(left - day.mean, 0)))
}

/** How long the stock lasts at the location chosen, beside its reorder point. */
export function StockAhead({ forecast, locationId }: { forecast: Forecast; locationId: number }) {
  const { t } = useLingui()
  const { number, shortDate, date } = useFormat()
  const level = useQuery(levelsQuery(forecast.product.id)).data?.find((one) => one.location.id === locationId)
  if (!level || forecast.forecast.length === 0) return null
  const left = stockLeft(Number(level.available), forecast.forecast)
  const isOut = Number(level.available) <= 0
  const out = forecast.forecast[left.findIndex((units) => units <= 0)]?.day
  return (
    <div className="mt-3 border-t pt-3">
      <p className="text-sm text-ink-soft">{isOut ? t`No stock is available at this location now.` : out ? t`If nothing arrives, the stock is used up on ${date(out)}.` : t`The stock lasts beyond the days forecast, even if nothing arrives.`}</p>
      {!isOut && <Chart
        label={t`Stock left if nothing arrives`} height={150} x={forecast.forecast.map((day) => day.day)} xFormat={shortDate} format={(value) => number(value, 0)}
        series={[{ name: t`Stock left if nothing arrives`, values: left, isArea: true, color: 3 }]}
        levels={level.reorder_point === null ? [] : [{ y: Number(level.reorder_point), label: t`Reorder point`, color: 2 }]}
      />}
    </div>
  )
}
