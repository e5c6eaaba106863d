import { useLingui } from "@lingui/react/macro"
import type { Forecast } from "@/lib/plan"
import { useFormat } from "@/lib/format"
import { Chart } from "./chart"

/** The widest pair of quantiles of a forecast, such as 5 % and 95 %. */
function bandOf({ levels, forecast }: Forecast) {
  const low = Math.min(...levels)
  const high = Math.max(...levels)
  if (!(low < high)) return null
  const keyOf = (level: number) => Object.keys(forecast[0]?.quantiles ?? {}).find((key) => Math.abs(Number(key) - level) < 1e-9)
  const [lowKey, highKey] = [keyOf(low), keyOf(high)]
  if (!lowKey || !highKey) return null
  return { low, high, lower: forecast.map((day) => day.quantiles[lowKey] ?? null), upper: forecast.map((day) => day.quantiles[highKey] ?? null) }
}

const nothing = (length: number) => Array.from({ length }, () => null)

type Props = { forecast: Forecast; height?: number; lead?: { days: number; label: string }; events?: { x: string; label: string }[] }

/** Units sold per day and the forecast after them, with its band and the mark of today. */
export function ForecastChart({ forecast, height = 260, lead, events = [] }: Props) {
  const { t } = useLingui()
  const { number, percent, shortDate } = useFormat()
  const { history, forecast: ahead } = forecast
  const band = bandOf(forecast)
  const x = [...history.map((one) => one.day), ...ahead.map((one) => one.day)]
  const sold = [...history.map((one) => one.units), ...nothing(ahead.length)]
  const mean = [...nothing(history.length), ...ahead.map((one) => one.mean)]
  const first = ahead[0]?.day
  const stated = ahead.map((one) => one.statistical ?? null)
  const isOverridden = ahead.some((one) => one.statistical != null && Math.abs(one.statistical - one.mean) > 1e-3)
  const until = lead && ahead[Math.min(Math.round(lead.days), ahead.length) - 1]?.day
  return (
    <Chart
      label={t`Units sold per day and forecast of ${forecast.product.name}`} height={height} x={x} xFormat={shortDate} format={(value) => number(value, 1)}
      marks={[...(first ? [{ x: first, label: t`Plan` }] : []), ...(lead && until ? [{ x: until, label: lead.label }] : []), ...events]}
      series={[
        { name: t`Sold`, values: sold, isArea: true, color: 1 },
        ...(isOverridden ? [{ name: t`Statistics alone`, values: [...nothing(history.length), ...stated], isDashed: true, color: 6 }] : []),
        {
          name: t`Forecast`, values: mean, isDashed: true, color: 2,
          band: band ? { name: t`${percent(band.low, 0)} to ${percent(band.high, 0)} of the cases`, lower: [...nothing(history.length), ...band.lower], upper: [...nothing(history.length), ...band.upper] } : undefined,
        },
      ]}
    />
  )
}
