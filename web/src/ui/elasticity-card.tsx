import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { elasticityQuery, type Advice, type Elasticity } from "@/lib/elasticity"
import { useFormat } from "@/lib/format"
import { Failure } from "./failure"
import { Card, Facts } from "./page"
import { Skeleton } from "./progress"
import { Help } from "./tooltip"

/** How demand for the product answered to its price, how sure that is, and what price and discount it speaks for. */
export function ElasticityCard({ productId, channelId }: { productId: number; channelId?: number }) {
  const { t } = useLingui()
  const { data, error, refetch } = useQuery(elasticityQuery(productId, channelId))
  return (
    <Card
      title={t`Answer to price`}
      help={
        <Help label={t`How this is measured`}>
          <p>{t`From the whole weeks of up to three years with sales and stock, season and trend taken out. What the weeks do not tell is not guessed.`}</p>
          <p>{t`A price is recommended within ±15 % of today's, never below a floor, and only where even the worse end of the interval earns more.`}</p>
        </Help>
      }
    >
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : data ? <Shown found={data} /> : <Skeleton className="h-24" />}
    </Card>
  )
}

function Shown({ found }: { found: Elasticity }) {
  const { t } = useLingui()
  const f = useFormat()
  const { advice } = found
  return (
    <div className="grid gap-3">
      <p className="text-sm">{found.message}</p>
      {found.elasticity !== null && <Facts columns={1} items={[[t`Elasticity`, f.number(found.elasticity)], [t`95 % interval`, t`${f.number(found.low)} to ${f.number(found.high)}`]]} />}
      {advice && found.refused === null && <Advised advice={advice} />}
    </div>
  )
}

function Advised({ advice }: { advice: Advice }) {
  const { t } = useLingui()
  const f = useFormat()
  const bounds = useBoundWords()
  const { discount, currency } = advice
  const range = (worst: string | null, best: string | null) => t`${f.money(worst, currency)} to ${f.money(best, currency)}`
  return (
    <>
      <section className="grid gap-1">
        <h3 className="text-sm font-semibold">{t`A better price`}</h3>
        {advice.price === null ? <p className="text-sm text-ink-soft">{advice.message}</p> : (
          <Facts columns={1} items={[
            [t`Price now`, f.price(advice.current_price, currency)],
            [t`Price advised`, <strong key="price">{f.price(advice.price, currency)}</strong>],
            ...(advice.price_least === advice.price_most ? [] : [[t`The best one lies between`, `${f.price(advice.price_least, currency)} – ${f.price(advice.price_most, currency)}`] as [string, string]]),
            [t`Units expected`, f.change(advice.units_change)],
            [t`Gain in 28 days`, f.money(advice.gain_expected, currency)],
            [t`Range of the gain`, range(advice.gain_worst, advice.gain_best)],
          ]} />
        )}
        {advice.price !== null && advice.bound && <p className="text-xs text-ink-faint">{bounds[advice.bound]}</p>}
      </section>
      <section className="grid gap-1">
        <h3 className="text-sm font-semibold">{t`Discount worth trying`}</h3>
        {discount.percent === null ? <p className="text-sm text-ink-soft">{discount.message}</p> : (
          <Facts columns={1} items={[
            [t`Discount`, <strong key="discount">{`${f.points(discount.percent, 0)} → ${f.price(discount.price, currency)}`}</strong>],
            [t`Units expected`, f.change(discount.units_change)],
            [t`Gain in 28 days`, f.money(discount.gain_expected, currency)],
            [t`Range of the gain`, range(discount.gain_worst, discount.gain_best)],
          ]} />
        )}
      </section>
    </>
  )
}

/** What kept an advised price from going further. */
export function useBoundWords(): Record<string, string> {
  const { t } = useLingui()
  return {
    floor: t`A floor holds it: the cost, the minimum or the break-even price.`, maximum: t`The product's maximum price holds it.`,
    seen: t`It goes no further than the prices ever asked for.`, band: t`It goes no further than the band around today's price.`,
  }
}
