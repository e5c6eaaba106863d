import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { listKey } from "@/lib/list"
import { useCan } from "@/lib/me"
import { Drawer } from "@/ui/dialog"
import { ElasticityCard } from "@/ui/elasticity-card"
import { Card, Facts, Note } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { Waterfall } from "@/ui/waterfall"
import { historyQuery, path, sheetQuery, type Sheet, type SheetPrice } from "./api"
import { CompetitorsCard } from "./competitors-card"
import { ComponentsForm } from "./components-form"
import { StrategyForm } from "./strategy-form"
import { useSourceWords } from "./words"

/** One cost sheet: what it costs and since when, how it is priced, and what that comes to in every channel. */
export function SheetDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useLingui()
  const can = useCan()
  const { money } = useFormat()
  const client = useQueryClient()
  const { data: sheet } = useQuery(sheetQuery(id))
  const canEdit = can("prices.edit_cost_sheet")
  const seesCost = can("insights.see_cost")
  const saved = (now: Sheet) => {
    client.setQueryData(sheetQuery(id).queryKey, now)
    void client.invalidateQueries({ queryKey: historyQuery(id).queryKey })
    void client.invalidateQueries({ queryKey: listKey(path) })
  }
  return (
    <Drawer open size="lg" onOpenChange={(open) => !open && onClose()} title={sheet?.product.name ?? "…"} description={sheet?.product.sku}>
      {!sheet ? <Skeleton className="h-64" /> : (
        <div className="grid gap-4">
          {seesCost && (
            <Card title={t`Cost`} actions={<span className="tabular text-sm font-semibold">{money(sheet.cost, sheet.cost_currency ?? sheet.currency)}</span>}>
              <ComponentsForm key={sheet.version} sheet={sheet} canEdit={canEdit} onSaved={saved} />
              {sheet.catalogue_cost !== null && sheet.catalogue_cost !== sheet.cost && <p className="mt-3 text-xs text-ink-faint">{t`The catalogue says ${money(sheet.catalogue_cost)}; while this sheet is in use, it is the sheet's cost that counts.`}</p>}
            </Card>
          )}
          {sheet.prices.length === 0 && <Note>{t`Choose at least one configuration below and the price appears.`}</Note>}
          {sheet.prices.map((price) => <PriceCard key={price.configuration.id} price={price} />)}
          {seesCost && <Card title={t`Strategy and channels`}><StrategyForm key={sheet.version} sheet={sheet} canEdit={canEdit} onSaved={saved} /></Card>}
          <CompetitorsCard product={sheet.product} />
          {can("insights.read") && <ElasticityCard productId={sheet.product.id} channelId={sheet.configurations[0]?.id} />}
          {seesCost && <History id={id} />}
        </div>
      )}
    </Drawer>
  )
}

function PriceCard({ price }: { price: SheetPrice }) {
  const { t } = useLingui()
  const { money, percent } = useFormat()
  const { name, currency } = price.configuration
  const found = price.calculation
  const points = (text: string | null | undefined) => (text === null || text === undefined ? "—" : percent(Number(text) / 100))
  return (
    <Card title={name} actions={<span className="tabular text-base font-semibold">{money(found?.price, currency)}</span>}>
      {price.problem && <Note tone="bad">{price.problem.message}</Note>}
      {price.warnings.map((one) => <Note key={one.code} tone="warn">{one.message}</Note>)}
      {found && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Facts columns={1} items={[
            ...(found.contribution === null ? [] : [
              [t`Contribution`, money(found.contribution, currency)], [t`Margin on price`, points(found.margin_on_price_percent)], [t`Margin on cost`, points(found.margin_on_cost_percent)],
              [t`Break-even price`, money(found.break_even_price, currency)], [t`Largest safe discount`, points(found.largest_safe_discount_percent)],
            ] as [string, string][]),
            [t`Lowest competitor`, money(price.competitor_price, currency)], [t`Index against the competitor`, points(price.competitor_index)],
            ...(found.invoice_total === null ? [] : [[t`Invoice with VAT`, money(found.invoice_total, currency)] as [string, string]]),
          ]} />
          {found.waterfall.length > 0 && <Waterfall steps={found.waterfall} currency={currency} label={t`Waterfall of ${name}`} />}
        </div>
      )}
    </Card>
  )
}

function History({ id }: { id: number }) {
  const { t } = useLingui()
  const { change, date, price } = useFormat()
  const words = useSourceWords()
  const { data } = useQuery(historyQuery(id))
  return (
    <Card title={t`Cost history`}>
      <ol className="grid gap-1.5 text-sm">
        {data?.versions.map((one) => (
          <li key={one.id} className="flex flex-wrap items-baseline justify-between gap-x-4 border-b pb-1.5 last:border-b-0">
            <span>{date(one.valid_from)} · {words[one.source] ?? one.source}{one.reference && <> · {one.reference}</>} · <span className="text-ink-faint">{one.author_name}</span></span>
            <span className="tabular">{one.change_percent !== null && <span className="mr-3 text-ink-soft">{change(Number(one.change_percent) / 100)}</span>}<span className={one.in_force ? "font-semibold" : ""}>{price(one.cost, one.currency)}</span></span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
