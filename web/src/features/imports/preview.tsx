import { Plural, useLingui } from "@lingui/react/macro"
import { Empty } from "@/ui/empty"
import type { Detected } from "./api"

/** The first rows as they are written in the file. */
export function Preview({ detected }: { detected: Detected }) {
  const { t } = useLingui()
  const { columns } = detected
  const rows = Math.max(0, ...columns.map((column) => column.samples.length))
  if (columns.length === 0) return <Empty title={t`No columns were found`}>{t`Change how the file is read: the delimiter, the sheet or the row with the titles.`}</Empty>
  return (
    <>
      <header className="flex min-h-11 flex-wrap items-center gap-2 border-b px-4 py-1.5">
        <h2 className="text-sm font-semibold">{t`Values found in each column`}</h2>
        <span className="ml-auto text-xs text-ink-faint"><Plural value={columns.length} one="# column" other="# columns" /></span>
      </header>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t`Values found in each column`}>
        <table className="w-full text-sm">
          <thead className="bg-sunken text-left text-xs text-ink-soft">
            <tr>{columns.map((column) => <th key={column.name} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">{column.name}</th>)}</tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, at) => (
              <tr key={at} className="border-t">
                {columns.map((column) => <td key={column.name} className="tabular max-w-64 truncate px-3 py-1.5 whitespace-nowrap" title={column.samples[at]}>{column.samples[at]}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
