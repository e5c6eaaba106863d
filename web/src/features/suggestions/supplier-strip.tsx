import { Plural, Trans, useLingui } from "@lingui/react/macro"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { Progress } from "@/ui/progress"
import type { Filter, SupplierTotal } from "./api"

const keyOf = (total: SupplierTotal) => `${total.supplier?.id ?? 0}:${total.location.id}`
const shareOf = ({ amount, minimum_order_value: least }: SupplierTotal) => (amount && least && Number(least) > 0 ? Number(amount) / Number(least) : 1)

/** How far an order is from the least its supplier accepts. */
export function MinimumMeter({ total }: { total: SupplierTotal }) {
  const { t } = useLingui()
  const { money } = useFormat()
  if (!total.minimum_order_value || Number(total.minimum_order_value) === 0) return <p className="text-xs text-ink-faint">{total.supplier ? t`No minimum order` : t`Assign a supplier to order`}</p>
  const least = money(total.minimum_order_value, total.currency)
  return (
    <div className="grid gap-1">
      <Progress value={shareOf(total)} tone={total.meets_minimum ? "good" : "warn"} label={t`Share of the supplier's minimum order of ${least}`} />
      <p className={cx("tabular truncate text-xs", total.meets_minimum ? "text-ink-faint" : "text-warn")}>
        {total.meets_minimum ? <Trans>Minimum of {least} reached</Trans> : <Trans>{money(total.missing, total.currency)} short of the minimum</Trans>}
      </p>
    </div>
  )
}

/** The orders that would come of the list, one card each; a click narrows the list to it. */
export function SupplierStrip({ totals, filter, onChange }: { totals: SupplierTotal[]; filter: Filter; onChange: (change: Partial<Filter>) => void }) {
  const { t } = useLingui()
  const { money } = useFormat()
  const isChosen = ({ supplier, location }: SupplierTotal) =>
    filter.location_id === location.id && (supplier ? filter.supplier_id === supplier.id : filter.without_supplier === true)
  const pick = (total: SupplierTotal) =>
    isChosen(total)
      ? onChange({ supplier_id: undefined, location_id: undefined, without_supplier: undefined })
      : onChange({ supplier_id: total.supplier?.id, location_id: total.location.id, without_supplier: total.supplier ? undefined : true })
  if (totals.length === 0) return null
  return (
    <ul aria-label={t`Orders by supplier and delivery location`} className="flex shrink-0 gap-2 overflow-x-auto pb-1 max-sm:hidden">
      {totals.map((total) => (
        <li key={keyOf(total)} className="flex shrink-0">
          <button
            type="button" aria-pressed={isChosen(total)} onClick={() => pick(total)}
            className={cx("card grid w-56 grid-cols-[minmax(0,1fr)] content-start gap-1 px-3 py-2 text-left hover:bg-hover", isChosen(total) && "!border-accent !bg-accent-soft")}
          >
            <span className="flex items-baseline justify-between gap-2">
              <span className={cx("min-w-0 truncate text-sm font-medium", !total.supplier && "text-bad")}>{total.supplier?.name ?? t`No supplier`}</span>
              <span className="tabular shrink-0 text-sm font-semibold">{money(total.amount, total.currency)}</span>
            </span>
            <span className="flex justify-between gap-2 text-xs text-ink-faint">
              <span className="truncate">{total.location.name}</span>
              <span className="tabular shrink-0"><Plural value={total.lines} one="# line" other="# lines" /></span>
            </span>
            <MinimumMeter total={total} />
          </button>
        </li>
      ))}
    </ul>
  )
}
