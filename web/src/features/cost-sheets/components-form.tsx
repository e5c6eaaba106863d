import { useLingui } from "@lingui/react/macro"
import { Plus, X } from "lucide-react"
import { useState, type FormEvent } from "react"
import { ApiProblem } from "@/api/problem"
import { addDecimals, multiplyDecimals } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import { Button, IconButton } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Field, Input, Select } from "@/ui/field"
import { Note } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import { kinds, stateCost, type Kind, type Part, type Sheet } from "./api"
import { useKindWords } from "./words"

const clean = (value: string) => (value.includes(".") ? value.replace(/\.?0+$/, "") : value)
const partsOf = (sheet: Sheet): Part[] => sheet.components.map((one) => ({ ...one, value: clean(one.value), quantity: clean(one.quantity) }))

/** The components of a cost as a grid to type in; saving writes a new version and keeps those before. */
export function ComponentsForm({ sheet, canEdit, onSaved }: { sheet: Sheet; canEdit: boolean; onSaved: (sheet: Sheet) => void }) {
  const { t } = useLingui()
  const { money } = useFormat()
  const words = useKindWords()
  const blank = (): Part => ({ type: "product", name: "", value: "", quantity: "1", currency: sheet.cost_currency ?? sheet.currency })
  const [parts, setParts] = useState<Part[]>(() => (sheet.components.length ? partsOf(sheet) : [blank()]))
  const [day, setDay] = useState("")
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const change = (place: number, part: Partial<Part>) => setParts((old) => old.map((one, index) => (index === place ? { ...one, ...part } : one)))
  const isOneCurrency = new Set(parts.map((one) => one.currency)).size === 1
  const total = isOneCurrency ? addDecimals(parts.map((one) => multiplyDecimals(one.value || "0", one.quantity || "0"))) : null
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setErrors({})
    try {
      onSaved(await stateCost(sheet, { components: parts.map((one) => ({ ...one, value: one.value || "0", quantity: one.quantity || "0" })), valid_from: day || null }))
      done(t`Cost saved`)
    } catch (problem) {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [one.pointer.replace(/^\/(body\/)?components\//, ""), one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0) failed(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form noValidate onSubmit={(event) => void save(event)} className="grid gap-2">
      <fieldset disabled={!canEdit} className="grid gap-2">
        <p aria-hidden="true" className="hidden gap-2 text-xs text-ink-faint sm:grid sm:grid-cols-[8rem_1fr_7rem_5rem_5rem_2rem]">
          <span>{t`Type`}</span><span>{t`Name`}</span><span className="text-right">{t`Value of one`}</span><span className="text-right">{t`Quantity`}</span><span>{t`Currency`}</span>
        </p>
        {parts.map((one, place) => (
          <div key={place} className="grid grid-cols-2 items-start gap-2 border-b pb-2 sm:grid-cols-[8rem_1fr_7rem_5rem_5rem_2rem] sm:border-b-0 sm:pb-0">
            <Select aria-label={t`Type ${place + 1}`} value={one.type} onChange={(typed) => change(place, { type: typed.target.value as Kind })}>{kinds.map((kind) => <option key={kind} value={kind}>{words[kind]}</option>)}</Select>
            <Input aria-label={t`Name ${place + 1}`} placeholder={t`Name`} value={one.name} maxLength={200} onChange={(typed) => change(place, { name: typed.target.value })} />
            <span aria-hidden="true" className="-mb-1 text-xs text-ink-faint sm:hidden">{t`Value of one`}</span>
            <span aria-hidden="true" className="-mb-1 text-xs text-ink-faint sm:hidden">{t`Quantity`}</span>
            <DecimalInput aria-label={t`Value ${place + 1}`} placeholder={t`Value`} value={one.value ?? ""} aria-invalid={errors[`${place}/value`] ? true : undefined} onValue={(value) => change(place, { value })} />
            <DecimalInput aria-label={t`Quantity ${place + 1}`} placeholder={t`Quantity`} value={one.quantity ?? ""} aria-invalid={errors[`${place}/quantity`] ? true : undefined} onValue={(quantity) => change(place, { quantity })} />
            <Input aria-label={t`Currency ${place + 1}`} value={one.currency} maxLength={3} onChange={(typed) => change(place, { currency: typed.target.value.toUpperCase() })} />
            {canEdit && parts.length > 1 && <IconButton label={t`Remove line ${place + 1}`} onClick={() => setParts((old) => old.filter((_, index) => index !== place))}><X size={15} /></IconButton>}
          </div>
        ))}
      </fieldset>
      {Object.entries(errors).map(([at, message]) => <Note key={at} tone="bad">{t`Line ${Number(at.split("/")[0]) + 1}: ${message}`}</Note>)}
      {canEdit && (
        <div className="flex flex-wrap items-end gap-3">
          <Button icon={<Plus size={14} />} onClick={() => setParts((old) => [...old, blank()])}>{t`Add component`}</Button>
          <Field label={t`Valid from`} help={t`Empty: today`} className="w-40"><Input type="date" value={day} onChange={(typed) => setDay(typed.target.value)} /></Field>
          <p className="tabular ml-auto text-sm font-medium" aria-live="polite">{total === null ? t`Several currencies: converted when saved` : t`CMV: ${money(total, parts[0]?.currency)}`}</p>
          <Button type="submit" look="primary" busy={busy}>{t`Save cost`}</Button>
        </div>
      )}
    </form>
  )
}
