import { Plural, useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { DownloadButton } from "@/ui/download"
import { Segments, type Segment } from "@/ui/segments"
import { path, type Run } from "./api"
import { ChangedRows, NewRows } from "./sample-rows"

type View = "error" | "changed" | "new" | "skipped"

/** A few rows of each kind, errors first; all errors are in the file to download. */
export function RowReport({ run }: { run: Run }) {
  const { t } = useLingui()
  const { samples, counts } = run
  const { number } = useFormat()
  const [chosen, setChosen] = useState<View | null>(null)
  const all: (Segment<View> & { has: boolean })[] = [
    { value: "error", label: t({ message: "In error", context: "rows" }), count: counts?.error, has: samples.error.length > 0 },
    { value: "changed", label: t({ message: "Changed", context: "rows" }), count: counts?.changed, has: samples.changed.length > 0 },
    { value: "new", label: t({ message: "New", context: "rows" }), count: counts?.new, has: samples.new.length > 0 },
    { value: "skipped", label: t({ message: "Left out", context: "rows" }), count: counts?.skipped, has: run.skipped.length > 0 },
  ]
  const views = all.filter((view) => view.has)
  const view = views.find((one) => one.value === chosen)?.value ?? views[0]?.value
  if (!view) return null
  const targets = Object.fromEntries(run.fields.map((field) => [field.name, field]))
  return (
    <section className="card min-w-0" aria-label={t`Rows`}>
      <header className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
        <Segments label={t`Which rows`} value={view} options={views.map((one) => ({ ...one, count: number(one.count ?? 0) }))} onChange={setChosen} />
        {(counts?.error ?? 0) > 0 && <div className="ml-auto"><DownloadButton path={`${path}/${run.id}/errors.csv`}>{t`All errors (CSV)`}</DownloadButton></div>}
      </header>
      {view === "error" && <Errors run={run} />}
      {view === "changed" && <ChangedRows rows={samples.changed} targets={targets} total={counts?.changed ?? 0} />}
      {view === "new" && <NewRows rows={samples.new} targets={targets} total={counts?.new ?? 0} />}
      {view === "skipped" && <ul className="grid gap-1 p-4 text-sm">{run.skipped.map((one) => <li key={one.reason}><b className="tabular font-medium">{number(one.rows)}</b> · {one.reason}</li>)}</ul>}
    </section>
  )
}

/** What is wrong, where, and what to do about it. */
function Errors({ run }: { run: Run }) {
  const { t } = useLingui()
  const rows = run.samples.error
  const total = Object.values(run.error_codes).reduce((sum, count) => sum + count, 0)
  return (
    <>
      <div className="overflow-x-auto max-sm:hidden" tabIndex={0} role="region" aria-label={t`Rows in error`}>
        <table className="w-full text-sm">
          <thead className="bg-sunken text-left text-xs text-ink-soft">
            <tr>{[t`Row`, t`Column`, t`Value`, t`What is wrong`, t`What to do`].map((title) => <th key={title} scope="col" className="px-4 py-2 font-medium whitespace-nowrap">{title}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((error, at) => (
              <tr key={at} className="border-t align-top">
                <td className="tabular px-4 py-2 font-medium">{error.row}</td>
                <td className="px-4 py-2 whitespace-nowrap">{error.column ?? "—"}</td>
                <td className="max-w-56 px-4 py-2"><code className="rounded bg-bad-soft px-1 font-mono text-xs break-all text-bad">{error.value || t`(empty)`}</code></td>
                <td className="min-w-56 px-4 py-2">{error.reason}</td>
                <td className="min-w-56 px-4 py-2 text-ink-soft">{error.remedy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="sm:hidden">
        {rows.map((error, at) => (
          <li key={at} className="grid gap-1 border-t p-4 text-sm first:border-t-0">
            <p className="text-xs text-ink-soft">{t`Row ${error.row}`}{error.column && ` · ${error.column}`} <code className="rounded bg-bad-soft px-1 font-mono break-all text-bad">{error.value || t`(empty)`}</code></p>
            <p className="font-medium">{error.reason}</p>
            <p className="text-ink-soft">{error.remedy}</p>
          </li>
        ))}
      </ul>
      {total > rows.length && <p className="border-t px-4 py-2 text-xs text-ink-faint"><Plural value={total - rows.length} one="and # more problem in the file of errors" other="and # more problems in the file of errors" /></p>}
    </>
  )
}
