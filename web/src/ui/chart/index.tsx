import { useLingui } from "@lingui/react/macro"
import { lazy, Suspense, useState } from "react"
import { Skeleton } from "../progress"
import type { ChartProps } from "./types"

export type { ChartProps, Series } from "./types"

const Canvas = lazy(() => import("./canvas"))

/** A line, band or bar chart; its numbers are one click away as a table. */
export function Chart(props: ChartProps) {
  const { t } = useLingui()
  const [asTable, setAsTable] = useState(false)
  const height = props.height ?? 260
  return (
    <figure className="min-w-0">
      {asTable ? (
        <ChartTable {...props} />
      ) : (
        <Suspense fallback={<div style={{ height }}><Skeleton className="h-full w-full" /></div>}>
          <Canvas {...drawn(props)} height={height} />
        </Suspense>
      )}
      <figcaption className="mt-1 text-right" data-print="no">
        <button type="button" className="tap min-h-6 rounded px-1 text-xs text-ink-faint hover:text-ink" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t`Show as chart` : t`Show as table`}
        </button>
      </figcaption>
    </figure>
  )
}

/** The chart without the steps that are not drawn. */
function drawn({ notDrawn, ...props }: ChartProps): ChartProps {
  if (!notDrawn?.some(Boolean)) return props
  const kept = <T,>(of: T[]) => of.filter((_, at) => !notDrawn[at])
  const series = props.series.map((one) => ({ ...one, values: kept(one.values), band: one.band && { ...one.band, lower: kept(one.band.lower), upper: kept(one.band.upper) } }))
  return { ...props, x: kept(props.x), series }
}

function ChartTable({ label, x, series, format = String, xFormat = String, height = 260 }: ChartProps) {
  const columns = series.flatMap((one) => [
    { name: one.name, values: one.values },
    ...(one.band ? [{ name: `${one.band.name} ↓`, values: one.band.lower }, { name: `${one.band.name} ↑`, values: one.band.upper }] : []),
  ])
  return (
    <div className="overflow-auto rounded border" style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={label}>
      <table className="tabular w-full text-sm">
        <caption className="sr-only">{label}</caption>
        <thead className="sticky top-0 bg-sunken">
          <tr>
            <td className="px-3 py-1" />
            {columns.map((column) => <th key={column.name} scope="col" className="px-3 py-1 text-right font-medium">{column.name}</th>)}
          </tr>
        </thead>
        <tbody>
          {x.map((name, row) => (
            <tr key={name} className="border-t">
              <th scope="row" className="px-3 py-1 text-left font-normal">{xFormat(name)}</th>
              {columns.map((column) => {
                const value = column.values[row]
                return <td key={column.name} className="px-3 py-1 text-right">{value === null || value === undefined ? "—" : format(value)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
