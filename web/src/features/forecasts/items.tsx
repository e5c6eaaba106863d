import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Link } from "@/ui/link"
import { Card } from "@/ui/page"
import type { Item, Totals } from "./api"

type Props = { data: Totals; chosen?: number; onChoose: (id: number | undefined) => void; title: string; dayName: (day: string) => string }

/** What the total is made of, the most units first; the first steps with their bands. One can be looked at alone. */
export function Items({ data, chosen, onChoose, title, dayName }: Props) {
  const { t } = useLingui()
  const heads = data.buckets.slice(0, 6)
  return (
    <Card title={title}>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t`Forecast by ${title}`}>
        <table className="tabular w-full text-sm">
          <thead className="text-xs text-ink-faint">
            <tr>
              <th scope="col" className="sticky left-0 bg-surface py-1 text-left font-medium">{title}</th>
              <th scope="col" className="px-2 py-1 text-right font-medium">{t`Total`}</th>
              {heads.map((bucket) => <th key={bucket.starts_on} scope="col" className="px-2 py-1 text-right font-medium whitespace-nowrap">{dayName(bucket.starts_on)}</th>)}
            </tr>
          </thead>
          <tbody>{data.items.map((item) => <Row key={item.id ?? 0} item={item} level={data.level} steps={heads.length} levels={data.levels} isChosen={item.id !== null && item.id === chosen} onChoose={onChoose} />)}</tbody>
        </table>
      </div>
    </Card>
  )
}

function Row({ item, level, steps, levels, isChosen, onChoose }: { item: Item; level: Totals["level"]; steps: number; levels: number[]; isChosen: boolean; onChoose: (id: number | undefined) => void }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const id = item.id
  const name = item.name || t`Without category`
  return (
    <tr className={`border-t ${isChosen ? "bg-accent-soft [&>th]:bg-accent-soft" : ""}`}>
      <th scope="row" className="sticky left-0 min-w-32 bg-surface py-1.5 pr-2 text-left font-normal sm:min-w-40">
        {id === null ? name : (
          <button type="button" aria-pressed={isChosen} className="min-h-6 text-left font-medium hover:underline max-sm:min-h-11" onClick={() => onChoose(isChosen ? undefined : id)}>{name}</button>
        )}
        {level === "sku" && id !== null && <Link to={paths.product(id)} className="ml-2 inline-flex min-h-6 items-center text-xs">{item.code}</Link>}
      </th>
      <td className="px-2 py-1.5 text-right font-semibold">{number(item.total, 0)}</td>
      {item.buckets.slice(0, steps).map((bucket) => (
        <td key={bucket.starts_on} className="px-2 py-1.5 text-right whitespace-nowrap">
          {number(bucket.mean, 0)}
          <span className="block text-xs text-ink-faint">{number(bucket.quantiles[String(levels[0])] ?? null, 0)}–{number(bucket.quantiles[String(levels.at(-1))] ?? null, 0)}</span>
        </td>
      ))}
    </tr>
  )
}
