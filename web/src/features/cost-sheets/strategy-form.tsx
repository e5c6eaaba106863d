import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState, type FormEvent } from "react"
import { ApiProblem } from "@/api/problem"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Checkbox, Field, Select, Switch } from "@/ui/field"
import { done, failed } from "@/ui/toast"
import { channelsQuery, editSheet, strategies, type Sheet, type Strategy } from "./api"
import { useStrategyWords } from "./words"

const clean = (value: string | null) => (value?.includes(".") ? value.replace(/\.?0+$/, "") : (value ?? ""))

/** Where a product is sold and how it is meant to be priced there. */
export function StrategyForm({ sheet, canEdit, onSaved }: { sheet: Sheet; canEdit: boolean; onSaved: (sheet: Sheet) => void }) {
  const { t } = useLingui()
  const words = useStrategyWords()
  const { data: channels = [] } = useQuery(channelsQuery)
  const [draft, setDraft] = useState({
    strategy: sheet.strategy as Strategy, minimum_price: clean(sheet.minimum_price) as string | null, maximum_price: clean(sheet.maximum_price) as string | null, premium_multiplier: clean(sheet.premium_multiplier) as string | null,
    target_margin_percent: clean(sheet.target_margin_percent) as string | null, target_margin_base: sheet.target_margin_base, active: sheet.active, configuration_ids: sheet.configurations.map((one) => one.id),
  })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const number = (name: "minimum_price" | "maximum_price" | "premium_multiplier" | "target_margin_percent", label: string, help?: string) => (
    <Field label={label} help={help} error={errors[name]}><DecimalInput value={draft[name] ?? ""} onValue={(value) => change({ [name]: value })} /></Field>
  )
  const save = (event: FormEvent) => {
    event.preventDefault()
    setErrors({})
    const body = { ...draft, minimum_price: draft.minimum_price || null, maximum_price: draft.maximum_price || null, target_margin_percent: draft.target_margin_percent || null, premium_multiplier: draft.premium_multiplier || "1" }
    editSheet(sheet, body).then((now) => {
      onSaved(now)
      done(t`Sheet saved`)
    }, (problem: unknown) => {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [one.pointer.split("/")[1] ?? "", one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0) failed(problem)
    })
  }
  return (
    <form noValidate onSubmit={save}>
      <fieldset disabled={!canEdit} className="grid gap-4 sm:grid-cols-3">
        <div role="group" aria-label={t`Configurations`} className="flex flex-wrap gap-x-5 gap-y-1 sm:col-span-3">
          {channels.map((one) => <Checkbox key={one.id} label={`${one.name} (${one.currency})`} checked={draft.configuration_ids.includes(one.id)} onChange={(typed) => change({ configuration_ids: typed.target.checked ? [...draft.configuration_ids, one.id] : draft.configuration_ids.filter((id) => id !== one.id) })} />)}
        </div>
        <Field label={t`Strategy`}><Select value={draft.strategy} onChange={(typed) => change({ strategy: typed.target.value as Strategy })}>{strategies.map((one) => <option key={one} value={one}>{words[one]}</option>)}</Select></Field>
        {number("minimum_price", t`Minimum price (${sheet.currency})`, t`Never sold below it.`)}
        {number("maximum_price", t`Maximum price (${sheet.currency})`)}
        {number("premium_multiplier", t`Premium multiplier`, t`1 changes nothing.`)}
        {number("target_margin_percent", t`Target margin (%)`, t`Overrides the markup.`)}
        <Field label={t`Target margin on`}><Select value={draft.target_margin_base} onChange={(typed) => change({ target_margin_base: typed.target.value as typeof draft.target_margin_base })}><option value="price">{t`the net price`}</option><option value="cost">{t`the cost`}</option></Select></Field>
        <Switch label={t`In use`} checked={draft.active} onChange={(typed) => change({ active: typed.target.checked })} />
        {canEdit && <Button type="submit" look="primary" className="sm:col-start-3 sm:justify-self-end">{t`Save strategy`}</Button>}
      </fieldset>
    </form>
  )
}
