import { Trans, useLingui } from "@lingui/react/macro"
import { Check, Minus } from "lucide-react"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Link } from "@/ui/link"
import { Card, Facts, Note } from "@/ui/page"
import type { QuoteLine } from "./api"

function useWhere(): Record<QuoteLine["trail"][number]["layer"], string> {
  const { t } = useLingui()
  return {
    customer: t`The customer's lists`, segment: t`Lists of its groups`, channel: t`The channel's lists`, base: t`Base lists`, computed: t`Computed from the cost`,
    catalogue: t`Catalogue price`, break: t`Volume break`, campaign: t`Campaigns`, floor: t`Protecting floor`,
  }
}

/** The price of a line and the whole way to it, place by place. */
export function Trail({ line, currency }: { line: QuoteLine; currency: string }) {
  const { t } = useLingui()
  const f = useFormat()
  const can = useCan()
  const where = useWhere()
  const { next_rung: next } = line
  const money = (value: string | null) => f.price(value, currency)
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <Card title={line.product.name}>
        <p className="tabular text-3xl font-semibold tracking-tight">{line.price === null ? t`No price` : money(line.price)}</p>
        <p className="mt-1 text-sm text-ink-soft">{line.amount !== null && Number(line.quantity) !== 1 && t`${f.qty(line.quantity)} units: ${f.money(line.amount, currency)}`}</p>
        {next && <p className="mt-2 text-sm text-accent-ink"><Trans>From {f.qty(next.least)} units on: {money(next.price)}</Trans></p>}
        {line.warnings.includes("below_floor") && <div className="mt-3"><Note tone="warn">{t`The price lies below its floor.`}</Note></div>}
        {line.warnings.includes("not_protected") && <div className="mt-3"><Note tone="warn">{t`Not protected: an exchange rate is missing to know its floor.`}</Note></div>}
        {line.warnings.includes("product_inactive") && <div className="mt-3"><Note tone="warn">{t`The product is out of use.`}</Note></div>}
        <div className="mt-3">
          <Facts
            columns={1}
            items={[
              [t`Base price`, money(line.base_price)],
              [t`List`, line.price_list ? <Link key="list" to={paths.priceList(line.price_list.id)}>{line.price_list.code}</Link> : "—"],
              [t`Version`, line.list_version === null ? "—" : f.number(line.list_version)],
              [t`Campaign`, line.campaign?.name ?? "—"],
              ...(can("insights.see_cost") ? ([[t`Floor`, money(line.floor)], [t`Left of one unit`, money(line.contribution)], [t`Margin`, line.margin_percent === null ? "—" : f.percent(Number(line.margin_percent) / 100)]] as [string, string][]) : []),
            ]}
          />
        </div>
      </Card>
      <Card title={t`What was looked at`}>
        <ol className="grid">
          {line.trail.map((step, index) => (
            <li key={index} className={cx("flex items-start gap-3 border-b py-2 text-sm last:border-b-0", !step.used && "text-ink-soft")}>
              <span className={cx("mt-0.5 grid size-5 shrink-0 place-items-center rounded-full", step.used ? "bg-good-soft text-good" : "bg-sunken text-ink-faint")}>{step.used ? <Check size={13} aria-label={t`used`} /> : <Minus size={13} aria-label={t`passed over`} />}</span>
              <div className="min-w-0 flex-1">
                <p className={cx("font-medium", step.used && "text-ink")}>{where[step.layer]}{step.price_list && <> · <Link className="underline" to={paths.priceList(step.price_list.id)}>{step.price_list.name}</Link></>}{step.group && <span className="font-normal"> ({step.group.name})</span>}</p>
                <p>{step.message}</p>
              </div>
              <span className="tabular shrink-0 text-right">{step.price === null || step.price === undefined ? "" : money(step.price)}</span>
            </li>
          ))}
        </ol>
      </Card>
    </div>
  )
}
