import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { cx } from "@/lib/cx"
import type { Counts } from "./api"

type Item = { name: string; value: number; tone: string; isAlways?: boolean }

/** How many rows are new, changed, unchanged, left out and in error; they add up to the total. */
export function CountTiles({ counts, isPromise }: { counts: Counts; isPromise?: boolean }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const items: Item[] = [
    { name: t({ message: "New", context: "rows" }), value: counts.new, tone: "text-good", isAlways: true },
    { name: t({ message: "Changed", context: "rows" }), value: counts.changed, tone: "text-info", isAlways: true },
    { name: t({ message: "Unchanged", context: "rows" }), value: counts.unchanged, tone: "text-ink-soft", isAlways: true },
    { name: t({ message: "Repeated", context: "rows" }), value: counts.repeated, tone: "text-ink-soft" },
    { name: t({ message: "Left out", context: "rows" }), value: counts.skipped, tone: "text-ink-soft" },
    { name: t({ message: "In error", context: "rows" }), value: counts.error, tone: "text-bad", isAlways: true },
  ]
  return (
    <section className="card p-4" aria-label={isPromise ? t`What the file would do` : t`What the file did`}>
      <p className="mb-3 text-sm text-ink-soft">{isPromise ? t`Of ${number(counts.total)} rows, if you load the file:` : t`Of ${number(counts.total)} rows:`}</p>
      <dl className="flex flex-wrap gap-x-8 gap-y-3 max-sm:grid max-sm:grid-cols-2">
        {items.filter((item) => item.isAlways || item.value > 0).map((item) => (
          <div key={item.name} className="flex min-w-24 flex-col-reverse">
            <dt className="text-xs text-ink-soft">{item.name}</dt>
            <dd className={cx("tabular text-xl font-semibold", item.value === 0 ? "text-ink-faint" : item.tone)}>{number(item.value)}</dd>
          </div>
        ))}
      </dl>
      <Shares items={items} total={counts.total} />
    </section>
  )
}

const fills: Record<string, string> = { "text-good": "fill-good", "text-info": "fill-info", "text-ink-soft": "fill-line-strong", "text-bad": "fill-bad" }

function Shares({ items, total }: { items: Item[]; total: number }) {
  if (total === 0) return null
  const starts = items.map((_, at) => items.slice(0, at).reduce((sum, item) => sum + item.value, 0))
  return (
    <svg aria-hidden="true" viewBox="0 0 1000 8" preserveAspectRatio="none" className="mt-4 h-2 w-full overflow-hidden rounded-full">
      <rect width="1000" height="8" className="fill-sunken" />
      {items.map((item, at) => item.value > 0 && <rect key={item.name} x={((starts[at] ?? 0) / total) * 1000} width={Math.max(3, (item.value / total) * 1000 - 2)} height="8" className={fills[item.tone]} />)}
    </svg>
  )
}
