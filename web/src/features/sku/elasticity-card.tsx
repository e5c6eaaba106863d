import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { Failure } from "@/ui/failure"
import { Card, Facts } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { Help } from "@/ui/tooltip"
import { elasticityQuery, type Elasticity } from "./api"

/** How demand for the product answered to its price, how sure that is, and what price it speaks for. */
export function ElasticityCard({ productId }: { productId: number }) {
  const { t } = useLingui()
  const { data, error, refetch } = useQuery(elasticityQuery(productId))
  return (
    <Card
      title={t`Answer to price`}
      help={<Help label={t`How this is measured`}><p>{t`From the whole weeks of up to three years with sales and stock, season and trend taken out. What the weeks do not tell is not guessed.`}</p></Help>}
    >
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : data ? <Shown found={data} /> : <Skeleton className="h-24" />}
    </Card>
  )
}

function Shown({ found }: { found: Elasticity }) {
  const { t } = useLingui()
  const f = useFormat()
  const { advice } = found
  const rows: [string, string][] = []
  if (found.elasticity !== null) rows.push([t`Elasticity`, f.number(found.elasticity)], [t`95 % interval`, t`${f.number(found.low)} to ${f.number(found.high)}`])
  if (advice?.price) rows.push([t`Price advised`, f.price(advice.price, advice.currency)], [t`Units expected`, f.change(advice.units_change)])
  return (
    <div className="grid gap-2">
      <p className="text-sm">{found.message}</p>
      {rows.length > 0 && <Facts columns={1} items={rows} />}
      {advice && found.refused === null && <p className="text-sm text-ink-soft">{advice.message}</p>}
    </div>
  )
}
