import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { Button } from "@/ui/button"
import { Card, Facts } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { Help } from "@/ui/tooltip"
import { discountQuery, type Body, type DiscountAdvice } from "./api"

type Props = { body: Body; channelId?: number; onUse: (percent: number) => void }

/** The discount that the answer to price speaks for over the products of the campaign, or why none does. */
export function DiscountAdviceCard({ body, channelId, onUse }: Props) {
  const { t } = useLingui()
  const { data, error } = useQuery(discountQuery(body, channelId))
  if (error) return null
  const isUsed = data?.percent !== null && body.kind === "percentage" && Number(body.value) === data?.percent
  return (
    <Card
      title={t`Recommended discount`}
      help={<Help label={t`How it is found`}><p>{t`The whole percent off that earns most over the products whose answer to price is known, at their pace of the last 28 days, under every floor. Even the worse end of the interval must earn more than no discount.`}</p></Help>}
      actions={data && data.percent !== null && !isUsed && <Button size="sm" look="primary" onClick={() => onUse(data.percent ?? 0)}>{t`Use ${data.percent} %`}</Button>}
    >
      {data ? <Shown found={data} /> : <Skeleton className="h-16" />}
    </Card>
  )
}

function Shown({ found }: { found: DiscountAdvice }) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <div className="grid gap-2 text-sm">
      <p>{found.message}</p>
      {found.measured > 0 && (
        <Facts items={[
          [t`Products measured`, t`${f.number(found.measured)} of ${f.number(found.products)}`],
          [t`Share of their sales`, f.percent(found.sales_share)],
          ...(found.percent === null ? [] : [[t`Held by protection`, f.number(found.held)], [t`Units expected`, f.change(found.units_change)]] as [string, string][]),
        ]} />
      )}
      <p className="text-xs text-ink-faint">{t`Products whose answer to price is not known are not counted.`}</p>
    </div>
  )
}
