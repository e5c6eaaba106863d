import { Plural, useLingui } from "@lingui/react/macro"
import { ArrowRight } from "lucide-react"
import type { Cells, ChangedRow } from "./api"

type Labels = Record<string, string>

const shown = (value: unknown): string => (value === null || value === undefined || value === "" ? "—" : typeof value === "object" ? JSON.stringify(value) : String(value))
const nameOf = (labels: Labels, field: string) => labels[field] ?? labels[field.replace(/_id$/, "")] ?? field

/** What changes in rows that are here already: before → after. */
export function ChangedRows({ rows, labels, total }: { rows: ChangedRow[]; labels: Labels; total: number }) {
  const { t } = useLingui()
  return (
    <>
      <ul className="divide-y">
        {rows.map((row) => (
          <li key={row.key} className="grid gap-x-4 gap-y-1 px-4 py-2 text-sm sm:grid-cols-[12rem_minmax(0,1fr)]">
            <b className="tabular font-medium break-all">{row.key}</b>
            <ul className="flex min-w-0 flex-wrap gap-x-6 gap-y-1">
              {Object.keys(row.after).map((field) => (
                <li key={field} className="inline-flex min-w-0 flex-wrap items-center gap-1.5">
                  <span className="text-xs text-ink-soft">{nameOf(labels, field)}</span>
                  <del className="tabular rounded bg-sunken px-1 text-ink-soft" aria-label={t`before: ${shown(row.before[field])}`}>{shown(row.before[field])}</del>
                  <ArrowRight size={12} aria-hidden="true" className="text-ink-faint" />
                  <ins className="tabular rounded bg-info-soft px-1 text-info no-underline" aria-label={t`after: ${shown(row.after[field])}`}>{shown(row.after[field])}</ins>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <More count={total - rows.length} />
    </>
  )
}

/** Rows that are not here yet. */
export function NewRows({ rows, labels, total }: { rows: Cells[]; labels: Labels; total: number }) {
  const { t } = useLingui()
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row).filter((field) => row[field] !== null)))]
  return (
    <>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t`New rows`}>
        <table className="w-full text-sm">
          <thead className="bg-sunken text-left text-xs text-ink-soft">
            <tr>{fields.map((field) => <th key={field} scope="col" className="px-4 py-2 font-medium whitespace-nowrap">{nameOf(labels, field)}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((row, at) => <tr key={at} className="border-t">{fields.map((field) => <td key={field} className="tabular max-w-64 truncate px-4 py-1.5 whitespace-nowrap">{shown(row[field])}</td>)}</tr>)}
          </tbody>
        </table>
      </div>
      <More count={total - rows.length} />
    </>
  )
}

const More = ({ count }: { count: number }) =>
  count > 0 ? <p className="border-t px-4 py-2 text-xs text-ink-faint"><Plural value={count} one="and # more row of this kind" other="and # more rows of this kind" /></p> : null
