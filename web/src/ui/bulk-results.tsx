import { Plural, useLingui } from "@lingui/react/macro"
import { CircleAlert } from "lucide-react"
import type { ReactNode } from "react"
import { Button } from "./button"
import { Dialog } from "./dialog"

export type RowResult = { id: number; ok: boolean; code?: string | null; message?: string | null }

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  results: RowResult[]
  /** How a row is called, for those that failed. */
  nameOf: (id: number) => ReactNode
  /** What was made, such as links to orders. */
  children?: ReactNode
}

/** What became of a bulk action, row by row: what worked is counted, what did not is named with its reason. */
export function BulkResults({ open, onOpenChange, title, results, nameOf, children }: Props) {
  const { t } = useLingui()
  const bad = results.filter((one) => !one.ok)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} footer={<Button look="primary" onClick={() => onOpenChange(false)}>{t`Done`}</Button>}>
      <div className="grid gap-4 text-sm">
        <p role="status" className="font-medium">
          <Plural value={results.length - bad.length} one="# line done" other="# lines done" />
          {bad.length > 0 && <span className="text-bad"> · <Plural value={bad.length} one="# line not done" other="# lines not done" /></span>}
        </p>
        {children}
        {bad.length > 0 && (
          <ul aria-label={t`Lines that were not done`} className="grid max-h-72 gap-1 overflow-y-auto rounded-lg border p-2">
            {bad.map((one) => (
              <li key={one.id} className="flex gap-2 rounded bg-bad-soft px-2 py-1.5 text-bad">
                <CircleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
                <span className="min-w-0"><span className="font-medium">{nameOf(one.id)}</span> {one.message}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}
