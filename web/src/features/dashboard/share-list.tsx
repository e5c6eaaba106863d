import { useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { Button } from "@/ui/button"
import { Progress } from "@/ui/progress"
import { Change } from "@/ui/tile"
import { changeOf } from "./periods"

export type ShareRow = { id: number; name: string; net: string; previous_net: string | null; share: number }

const few = 7

/** Parts of a whole from the largest down: amount, share and change; a name opens what is behind it. */
export function ShareList({ rows, currency, pickLabel, onPick }: { rows: ShareRow[]; currency: string; pickLabel: (name: string) => string; onPick?: (row: ShareRow) => void }) {
  const { t } = useLingui()
  const f = useFormat()
  const [isAll, setAll] = useState(false)
  const largest = Math.max(...rows.map((row) => row.share), 0) || 1
  if (rows.length === 0) return <p className="py-6 text-center text-sm text-ink-faint">{t`Nothing was sold in this period.`}</p>
  return (
    <>
      <ul className="grid gap-2.5 max-sm:gap-5">
        {(isAll ? rows : rows.slice(0, few)).map((row) => (
          <li key={row.id} className="grid gap-1">
            <div className="flex items-baseline gap-3 text-sm">
              {onPick ? (
                <button type="button" onClick={() => onPick(row)} title={pickLabel(row.name)} className="tap min-h-6 min-w-0 truncate rounded text-left font-medium text-accent-ink underline-offset-2 hover:underline">{row.name}</button>
              ) : (
                <span className="min-w-0 truncate font-medium">{row.name}</span>
              )}
              <span className="tabular ml-auto flex shrink-0 items-baseline gap-2">
                <span className="text-xs"><Change value={changeOf(row.net, row.previous_net)} /></span>
                <span className="text-right">{f.money(row.net, currency)}</span>
                <span className="w-12 text-right text-xs text-ink-faint max-sm:hidden">{f.percent(row.share)}</span>
              </span>
            </div>
            <div aria-hidden="true"><Progress value={row.share / largest} label={row.name} /></div>
          </li>
        ))}
      </ul>
      {rows.length > few && <Button look="quiet" size="sm" className="mt-3" aria-expanded={isAll} onClick={() => setAll(!isAll)}>{isAll ? t`Show fewer` : t`Show all ${rows.length}`}</Button>}
    </>
  )
}
