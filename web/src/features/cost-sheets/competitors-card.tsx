import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Button } from "@/ui/button"
import { Card } from "@/ui/page"
import { Opener } from "@/ui/record-page"
import { Sparkline } from "@/ui/sparkline"
import { CompetitorForm } from "./competitor-form"
import { CompetitorHistory } from "./competitor-history"
import { IndexValue } from "./competitor-index"
import { seenQuery, type CompetitorPrice } from "./competitors-api"

/** The latest price of every competitor for a product, with its course; the lowest one is what strategies follow. */
export function CompetitorsCard({ product }: { product: { id: number; name: string } }) {
  const { t } = useLingui()
  const can = useCan()
  const f = useFormat()
  const [isNew, setNew] = useState(false)
  const [opened, setOpened] = useState<CompetitorPrice | null>(null)
  const { data: seen = [] } = useQuery(seenQuery(product.id))
  const names = [...new Set(seen.map((one) => one.competitor.toLowerCase()))]
  const pricesOf = (name: string) => seen.filter((one) => one.competitor.toLowerCase() === name)
  return (
    <Card title={t`Competitors`} actions={can("prices.edit_competitor_price") && <Button size="sm" icon={<Plus size={14} />} onClick={() => setNew(true)}>{t`New price`}</Button>}>
      {names.length === 0 ? <p className="text-sm text-ink-soft">{t`No competitor's price is known; aggressive and premium strategies then ask for the computed price.`}</p> : (
        <ul className="grid gap-1.5 text-sm">
          {names.map((name) => ({ name, all: pricesOf(name) })).map(({ name, all: [latest, ...before] }) => latest && (
            <li key={name} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b pb-1.5 last:border-b-0">
              <span><Opener onOpen={() => setOpened(latest)}>{latest.competitor}</Opener> <span className="text-ink-faint">· {f.date(latest.observed_on)}{latest.source && <> · {latest.source}</>}</span></span>
              <span className="tabular flex items-center gap-3">
                <Sparkline values={[latest, ...before].filter((one) => one.currency === latest.currency).map((one) => Number(one.price)).reverse()} label={t`Prices of ${latest.competitor}`} width={72} height={22} />
                <span className="font-medium">{f.price(latest.price, latest.currency)}</span><span title={t`Our price ÷ theirs`}><IndexValue value={latest.index} /></span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {isNew && <CompetitorForm old={null} product={product} onClose={() => setNew(false)} />}
      {opened && <CompetitorHistory row={opened} onClose={() => setOpened(null)} />}
    </Card>
  )
}
