import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { ApiProblem } from "@/api/problem"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Card, Note } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { ScrollBox } from "@/ui/scroll-box"
import { Tile } from "@/ui/tile"
import { Help } from "@/ui/tooltip"
import { resultsQuery, type Results } from "./api"

const change = (now: string, before: string) => (Number(before) > 0 ? Number(now) / Number(before) - 1 : null)

/** What came of a campaign: in words, in figures, and product by product. */
export function ResultsCard({ id }: { id: number }) {
  const { t } = useLingui()
  const { data, error, refetch } = useQuery(resultsQuery(id))
  if (error instanceof ApiProblem && error.code === "insights.no_sales_of_campaign") return <Note>{error.message}</Note>
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  return (
    <Card
      title={t`Results`}
      help={<Help label={t`How results are compared`}><p>{t`Sales of whole days in all channels, after returns. Without the campaign its products are expected to have changed as the products outside of every campaign did.`}</p></Help>}
    >
      {data ? <Shown results={data} /> : <Skeleton className="h-40" />}
    </Card>
  )
}

function Shown({ results }: { results: Results }) {
  const { t } = useLingui()
  const f = useFormat()
  const { inside, inside_previous: before, currency } = results
  const lift = results.units_lift
  return (
    <div className="grid gap-4">
      <div className="grid gap-1 text-sm">{results.summary.map((sentence) => <p key={sentence}>{sentence}</p>)}</div>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <Tile name={t`Units sold`} value={f.qty(inside.units)} change={change(inside.units, before.units)} previous={f.qty(before.units)} />
        <Tile name={t`Net sales`} value={f.money(inside.net, currency)} change={change(inside.net, before.net)} previous={f.money(before.net, currency)} />
        {inside.margin !== null && <Tile name={t`Margin`} value={f.money(inside.margin, currency)} previous={before.margin === null ? undefined : f.money(before.margin, currency)} />}
        {lift && <Tile name={t`Added by the campaign`} value={f.change(lift.share)} help={t`Units sold beyond the ${f.qty(lift.expected)} expected without it.`} />}
      </div>
      {results.products.length > 0 && <Products results={results} />}
    </div>
  )
}

function Products({ results }: { results: Results }) {
  const { t } = useLingui()
  const f = useFormat()
  const seesCost = useCan()("insights.see_cost")
  const cell = "py-1.5 pl-4 text-right tabular"
  return (
    <ScrollBox label={t`Results by product`}>
      <table className="w-full text-sm">
        <caption className="sr-only">{t`Results by product`}</caption>
        <thead className="text-ink-soft">
          <tr className="border-b text-left">
            <th scope="col" className="py-1.5 font-medium">{t`Product`}</th>
            <th scope="col" className={`${cell} font-medium`}>{t`Units`}</th>
            <th scope="col" className={`${cell} font-medium`}>{t`Before`}</th>
            <th scope="col" className={`${cell} font-medium`}>{t`Net sales`}</th>
            {seesCost && <th scope="col" className={`${cell} font-medium`}>{t`Margin`}</th>}
          </tr>
        </thead>
        <tbody>
          {results.products.map((row) => (
            <tr key={row.product.id} className="border-b last:border-b-0">
              <td className="min-w-40 py-1.5"><Link to={paths.product(row.product.id)}>{row.product.sku}</Link> {row.product.name}</td>
              <td className={cell}>{f.qty(row.units)}</td>
              <td className={`${cell} text-ink-soft`}>{f.qty(row.previous_units)}</td>
              <td className={cell}>{f.money(row.net, results.currency)}</td>
              {seesCost && <td className={cell}>{f.money(row.margin, results.currency)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
