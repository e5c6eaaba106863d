import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Link } from "@/ui/link"
import type { ProductFigure } from "./api"

const cell = "py-1.5 pl-3 text-right whitespace-nowrap"

/** Products with what they sold and earned. */
export function ProductsTable({ label, rows, currency }: { label: string; rows: ProductFigure[]; currency: string }) {
  const { t } = useLingui()
  const f = useFormat()
  const can = useCan()
  const seesMargin = can("insights.see_cost")
  if (rows.length === 0) return <p className="py-6 text-center text-sm text-ink-faint">{t`Nothing was sold in this period.`}</p>
  return (
    <table className="tabular w-full table-fixed text-sm">
      <caption className="sr-only">{label}</caption>
      <thead className="text-xs text-ink-faint">
        <tr>
          <th scope="col" className="pb-1 text-left font-medium">{t`Product`}</th>
          <th scope="col" className="w-20 pb-1 pl-3 text-right font-medium">{t`Units`}</th>
          <th scope="col" className="w-32 pb-1 pl-3 text-right font-medium">{t`Sales`}</th>
          {seesMargin && <th scope="col" className="w-28 pb-1 pl-3 text-right font-medium max-sm:hidden">{t`Margin`}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ product, units, net, margin }) => (
          <tr key={product.id} className="border-t">
            <th scope="row" className="py-1.5 text-left font-normal">
              {can("catalog.read") ? <Link to={paths.product(product.id)} className="block truncate" title={product.name}>{product.name}</Link> : <span className="block truncate">{product.name}</span>}
              <span className="block truncate text-xs text-ink-faint">{product.sku}</span>
            </th>
            <td className={cell}>{f.qty(units)}</td>
            <td className={cell}>{f.money(net, currency)}</td>
            {seesMargin && <td className={`${cell} max-sm:hidden ${margin?.startsWith("-") ? "text-bad" : ""}`}>{f.money(margin, currency)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
