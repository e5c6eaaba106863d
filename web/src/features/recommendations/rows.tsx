import { useLingui } from "@lingui/react/macro"
import { useMemo } from "react"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { useBoundWords } from "@/ui/elasticity-card"
import { Link } from "@/ui/link"
import type { Column } from "@/ui/table"
import type { Item } from "./api"

export function useColumns(currency = ""): Column<Item>[] {
  const { t } = useLingui()
  const f = useFormat()
  const bounds = useBoundWords()
  return useMemo(() => {
    const range = (worst: string | null | undefined, best: string | null | undefined) => (worst === null || worst === undefined ? "—" : `${f.money(worst, currency)} – ${f.money(best, currency)}`)
    const none = <span className="text-ink-faint">—</span>
    return [
      { id: "sku", header: t`SKU`, width: 105, isPinned: true, isFixed: true, cell: (row) => <Link to={paths.product(row.product.id)}>{row.product.sku}</Link> },
      { id: "name", header: t`Product`, width: 150, grow: 2, cell: (row) => <span title={row.product.name}>{row.product.name}</span> },
      { id: "elasticity", header: t`Elasticity`, width: 95, align: "right", cell: (row) => <span title={row.message}>{f.number(row.elasticity)}</span>, help: t`By how many percent demand changes when the price rises by one.` },
      { id: "now", header: t`Price now`, width: 105, align: "right", cell: (row) => f.price(row.advice?.current_price, currency) },
      {
        id: "price", header: t`Price advised`, width: 150, align: "right", isFixed: true,
        cell: ({ advice }) => (advice?.price ? <span className="font-semibold" title={advice.bound ? bounds[advice.bound] : undefined}>{f.price(advice.price, currency)}</span> : <span className="text-ink-faint" title={advice?.message}>—</span>),
      },
      { id: "gain", header: t`Gain in 28 days`, width: 145, align: "right", cell: ({ advice }) => (advice?.price ? <span className="font-medium text-good" title={range(advice.gain_worst, advice.gain_best)}>{f.money(advice.gain_expected, currency)}</span> : none) },
      { id: "discount", header: t`Discount to try`, width: 175, align: "right", cell: ({ advice }) => (advice?.discount.percent ? <span title={advice.discount.message}>{`${f.points(advice.discount.percent)} → ${f.price(advice.discount.price, currency)}`}</span> : <span className="text-ink-faint" title={advice?.discount.message}>{t`none pays`}</span>) },
      { id: "discount-gain", header: t`Gain of the discount`, width: 170, align: "right", cell: ({ advice }) => (advice?.discount.percent ? f.money(advice.discount.gain_expected, currency) : none) },
      { id: "range", header: t`Range of the gain`, width: 180, align: "right", cell: ({ advice }) => (advice?.price ? range(advice.gain_worst, advice.gain_best) : none), help: t`At both ends of the interval of the elasticity.` },
      { id: "change", header: t`Units expected`, width: 145, align: "right", cell: ({ advice }) => (advice?.price ? f.change(advice.units_change) : none) },
      { id: "units", header: t`Units in 28 days`, width: 150, align: "right", cell: (row) => f.qty(row.advice?.units) },
      { id: "interval", header: t`95 % interval`, width: 130, align: "right", isHidden: true, cell: (row) => `${f.number(row.low)} – ${f.number(row.high)}` },
      { id: "between", header: t`Best one between`, width: 150, align: "right", isHidden: true, cell: ({ advice }) => (advice?.price ? `${f.price(advice.price_least, currency)} – ${f.price(advice.price_most, currency)}` : none), help: t`The best price at both ends of the interval.` },
    ]
  }, [t, f, bounds, currency])
}

export function ItemCard({ row, currency }: { row: Item; currency: string }) {
  const { t } = useLingui()
  const f = useFormat()
  const { advice } = row
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-2 text-base font-medium"><Link to={paths.product(row.product.id)}>{row.product.name}</Link><span className="tabular text-sm text-good">{advice?.price ? f.money(advice.gain_expected, currency) : ""}</span></p>
      <p className="tabular flex flex-wrap justify-between gap-x-2 text-ink-soft"><span>{row.product.sku} · {t`Elasticity`} {f.number(row.elasticity)}</span><span>{f.price(advice?.current_price, currency)}{advice?.price && <> → <span className="font-semibold text-ink">{f.price(advice.price, currency)}</span></>}</span></p>
      <p className="text-ink-soft">{advice?.discount.percent ? advice.discount.message : advice?.message}</p>
    </div>
  )
}
