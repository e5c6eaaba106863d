import { Plural, useLingui } from "@lingui/react/macro"
import { ArrowRight } from "lucide-react"
import { useFormat } from "@/lib/format"
import type { Cells, ChangedRow, Target } from "./api"

type Targets = Record<string, Target>

/** A cell in the person's way of writing numbers and days; codes stay as they are. */
function useShown() {
  const { number, date } = useFormat()
  const { t } = useLingui()
  return (value: unknown, type: string | undefined): string => {
    if (value === null || value === undefined || value === "") return "—"
    if (typeof value === "boolean") return value ? t`yes` : t`no`
    if (typeof value === "object") return JSON.stringify(value)
    const text = String(value)
    if ((type === "decimal" || type === "integer") && /^-?\d+(\.\d+)?$/.test(text)) return number(text, 6)
    return type === "date" ? date(text) : text
  }
}

/** The names the server gives to cells that are no field of the file. */
const renamed: Record<string, string> = { day: "date" }
const targetOf = (targets: Targets, field: string): Target | undefined => targets[field] ?? targets[renamed[field] ?? field.replace(/_(id|code)$/, "")]

/** What changes in rows that are here already: before → after. */
export function ChangedRows({ rows, targets, total }: { rows: ChangedRow[]; targets: Targets; total: number }) {
  const { t } = useLingui()
  const shown = useShown()
  const show = (cells: Cells, field: string) => shown(cells[field], targetOf(targets, field)?.type)
  return (
    <>
      <ul className="divide-y">
        {rows.map((row) => (
          <li key={row.key} className="grid gap-x-4 gap-y-1 px-4 py-2 text-sm sm:grid-cols-[12rem_minmax(0,1fr)]">
            <b className="tabular font-medium break-all">{row.key}</b>
            <ul className="flex min-w-0 flex-wrap gap-x-6 gap-y-1">
              {Object.keys(row.after).map((field) => (
                <li key={field} className="inline-flex min-w-0 flex-wrap items-center gap-1.5">
                  <span className="text-xs text-ink-soft">{targetOf(targets, field)?.label ?? field}</span>
                  <del className="tabular rounded bg-sunken px-1 text-ink-soft" aria-label={t`before: ${show(row.before, field)}`}>{show(row.before, field)}</del>
                  <ArrowRight size={12} aria-hidden="true" className="text-ink-faint" />
                  <ins className="tabular rounded bg-info-soft px-1 text-info no-underline" aria-label={t`after: ${show(row.after, field)}`}>{show(row.after, field)}</ins>
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
export function NewRows({ rows, targets, total }: { rows: Cells[]; targets: Targets; total: number }) {
  const { t } = useLingui()
  const shown = useShown()
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row).filter((field) => row[field] !== null)))]
  return (
    <>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t`New rows`}>
        <table className="w-full text-sm">
          <thead className="bg-sunken text-left text-xs text-ink-soft">
            <tr>{fields.map((field) => <th key={field} scope="col" className="px-4 py-2 font-medium whitespace-nowrap">{targetOf(targets, field)?.label ?? (field === "row" ? t`Row` : field)}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((row, at) => <tr key={at} className="border-t">{fields.map((field) => <td key={field} className="tabular max-w-64 truncate px-4 py-1.5 whitespace-nowrap">{shown(row[field], targetOf(targets, field)?.type)}</td>)}</tr>)}
          </tbody>
        </table>
      </div>
      <More count={total - rows.length} />
    </>
  )
}

const More = ({ count }: { count: number }) =>
  count > 0 ? <p className="border-t px-4 py-2 text-xs text-ink-faint"><Plural value={count} one="and # more row of this kind" other="and # more rows of this kind" /></p> : null
