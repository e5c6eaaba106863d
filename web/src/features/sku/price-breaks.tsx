import { useLingui } from "@lingui/react/macro"
import { Plus, Trash2 } from "lucide-react"
import { Button, IconButton } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"

/** A price break while it is typed; null where the text is no number. */
export type TypedBreak = { key: number; least: string | null; cost: string | null }

const amount = (text: string | null) => (text ? Number(text) : Number.NaN)

/** Whether every row is a quantity above 0 with a cost, and no quantity stands twice. */
export const areBreaks = (rows: TypedBreak[]) => rows.every((row) => amount(row.least) > 0 && amount(row.cost) >= 0) && new Set(rows.map((row) => amount(row.least))).size === rows.length

/** From so many units on, every unit of the order costs so much: a row per step. */
export function PriceBreaks({ rows, onChange }: { rows: TypedBreak[]; onChange: (rows: TypedBreak[]) => void }) {
  const { t } = useLingui()
  const change = (key: number, part: Partial<TypedBreak>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const add = () => onChange([...rows, { key: Math.max(-1, ...rows.map((row) => row.key)) + 1, least: "", cost: "" }])
  return (
    <div role="group" aria-label={t`Price breaks`} className="grid gap-2 sm:col-span-4">
      <p className="text-xs text-ink-soft">{t`Price breaks: from this quantity on, every unit of the order costs this.`}</p>
      {rows.map((row) => (
        <div key={row.key} className="flex items-center gap-2">
          <DecimalInput aria-label={t`From quantity`} placeholder={t`From quantity`} value={row.least ?? ""} onValue={(least) => change(row.key, { least })} className="min-w-0 flex-1" />
          <span aria-hidden="true">→</span>
          <DecimalInput aria-label={t`Unit cost`} placeholder={t`Unit cost`} value={row.cost ?? ""} onValue={(cost) => change(row.key, { cost })} className="min-w-0 flex-1" />
          <IconButton label={t`Remove this price break`} onClick={() => onChange(rows.filter((one) => one.key !== row.key))}><Trash2 size={14} /></IconButton>
        </div>
      ))}
      {!areBreaks(rows) && <p role="alert" className="text-xs text-bad">{t`Each row needs a quantity above 0 and a cost, and each quantity once.`}</p>}
      <div><Button icon={<Plus size={14} />} onClick={add} disabled={rows.length >= 20}>{t`Add a price break`}</Button></div>
    </div>
  )
}
