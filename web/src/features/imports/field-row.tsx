import { useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { Badge } from "@/ui/badge"
import { Input, Select } from "@/ui/field"
import type { Detected, Target } from "./api"

const fixed = "\u0000fixed"

type Props = {
  field: Target
  columns: Detected["columns"]
  column: string | undefined
  constant: string | undefined
  score: number | undefined
  /** The other field that takes a column already. */
  usedBy: (column: string) => string | undefined
  isShared: boolean
  isMissing: boolean
  onColumn: (column: string | null) => void
  onConstant: (value: string) => void
}

/** One field: its column or fixed value, and what that column says. */
export function FieldRow({ field, columns, column, constant, score, usedBy, isShared, isMissing, onColumn, onConstant }: Props) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(constant)
  const isFixed = typed !== undefined && column === undefined
  const samples = columns.find((one) => one.name === column)?.samples.slice(0, 4) ?? []
  const choose = (value: string) => {
    setTyped(value === fixed ? "" : undefined)
    onColumn(value === fixed || value === "" ? null : value)
  }
  return (
    <div role="row" className="grid gap-x-4 gap-y-1.5 border-t px-4 py-2 sm:grid-cols-[14rem_18rem_minmax(0,1fr)] sm:items-center">
      <div role="rowheader" className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm">
        <span className={field.required || column ? "font-medium" : "text-ink-soft"}>{field.label}</span>
        {field.required && <Badge tone={isMissing ? "bad" : "neutral"}>{t`required`}</Badge>}
      </div>
      <div role="cell" className="grid gap-1">
        <Select aria-label={t`Column for ${field.label}`} value={isFixed ? fixed : (column ?? "")} aria-invalid={isShared || (isMissing && !isFixed) || undefined} onChange={(event) => choose(event.target.value)} className={column || isFixed ? "" : "text-ink-faint"}>
          <option value="">{t`— no column —`}</option>
          {columns.map((one) => {
            const other = usedBy(one.name)
            return <option key={one.name} value={one.name}>{other ? t`${one.name} (already ${other})` : one.name}</option>
          })}
          <option value={fixed}>{t`The same value for all rows…`}</option>
        </Select>
        {isFixed && <Input aria-label={t`Value of ${field.label} for all rows`} autoFocus={constant === undefined} value={typed} placeholder={t`Value for all rows`} onChange={(event) => setTyped(event.target.value)} onBlur={() => typed !== constant && onConstant(typed)} />}
      </div>
      <div role="cell" className="flex min-w-0 items-center gap-2 text-xs text-ink-soft">
        {column && score === undefined && <span className="sr-only">{t`chosen by hand`}</span>}
        {column && score !== undefined && score < 90 && <Badge tone="warn">{t`please confirm`}</Badge>}
        <span className="tabular min-w-0 truncate" title={samples.join(" · ")}>{samples.join(" · ")}</span>
      </div>
    </div>
  )
}
