import { useLingui } from "@lingui/react/macro"
import { useState, type FormEvent } from "react"
import { newKey } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import { useFormat } from "@/lib/format"
import { useMe } from "@/lib/me"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Drawer } from "@/ui/dialog"
import { Field, Input, Select } from "@/ui/field"
import { Note } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import type { Records } from "@/ui/use-records"
import { deductions, draftOf, sentOf, type Configuration, type Draft } from "./api"
import { LiveExample } from "./example"

type Props = { row: Configuration | null; canEdit: boolean; records: Records<Configuration>; onClose: () => void }

/** Begins a sales channel or changes how it prices, with what that comes to beside it. */
export function ConfigurationForm({ row, canEdit, records, onClose }: Props) {
  const { t } = useLingui()
  const { number } = useFormat()
  const currency = useMe()?.company.currency ?? "USD"
  const [key] = useState(newKey)
  const [draft, setDraft] = useState(() => draftOf(row, currency))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }))
  const words = { platform: t`Platform`, payment: t`Payment`, shipping: t`Shipping`, marketing: t`Marketing`, other: t`Other` }
  const share = (value: string | null) => Number(value || 0) / 100
  const taxed = draft.price_type === "B2C" && draft.tax_mode === "pass_through" ? 1 + share(draft.vat_percent) + share(draft.other_taxes_percent) : 1
  const base = 1 + share(draft.markup_percent)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setErrors({})
    try {
      const body = { name: draft.name, ...sentOf(draft) }
      const saved = row ? await records.edit(row, body) : await records.create(body, key)
      done(saved.warnings[0]?.message ?? t`Configuration saved`)
      onClose()
    } catch (problem) {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [one.pointer.replace(/^\/(body\/)?/, ""), one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0) failed(problem)
    } finally {
      setBusy(false)
    }
  }
  const percent = (name: "vat_percent" | "other_taxes_percent" | "markup_percent" | (typeof deductions)[number], label: string, at: string = name, help?: string) => (
    <Field key={name} label={label} help={help} error={errors[at]}><DecimalInput value={draft[name] ?? ""} onValue={(value) => change({ [name]: value })} /></Field>
  )
  const foot = canEdit && (
    <>
      {row && <Button look={row.active ? "danger" : "plain"} className="mr-auto" onClick={() => void records.setActive(row, !row.active).then(onClose)}>{row.active ? t`Take out of use` : t`Put back in use`}</Button>}
      <Button onClick={onClose}>{t`Cancel`}</Button>
      <Button look="primary" type="submit" form="configuration-form" busy={busy}>{t`Save`}</Button>
    </>
  )
  return (
    <Drawer open size="lg" onOpenChange={(open) => !open && onClose()} title={row?.name ?? t`New configuration`} footer={foot}>
      <form id="configuration-form" noValidate onSubmit={(event) => void save(event)} className="grid gap-4">
        <fieldset disabled={!canEdit} className="grid gap-4 sm:grid-cols-3">
          <Field label={t`Name`} required error={errors.name} className="sm:col-span-2"><Input value={draft.name} maxLength={200} onChange={(typed) => change({ name: typed.target.value })} /></Field>
          <Field label={t`Currency`} required error={errors.currency}><Input value={draft.currency} maxLength={3} onChange={(typed) => change({ currency: typed.target.value.toUpperCase() })} /></Field>
          <Field label={t`Price type`} help={draft.price_type === "B2C" ? t`The posted price includes VAT.` : t`The posted price is net; VAT is invoiced apart.`}>
            <Select value={draft.price_type} onChange={(typed) => change({ price_type: typed.target.value as Draft["price_type"] })}><option value="B2C">{t`B2C: final consumer`}</option><option value="B2B">{t`B2B: between companies`}</option></Select>
          </Field>
          {percent("vat_percent", t`VAT (%)`)}
          {percent("other_taxes_percent", t`Other taxes (%)`)}
          <Field label={t`Taxes`} className="sm:col-span-2" help={draft.tax_mode === "deduction" ? t`They come out of the margin, like a deduction.` : t`The buyer pays them; the margin does not change.`}>
            <Select value={draft.tax_mode} onChange={(typed) => change({ tax_mode: typed.target.value as Draft["tax_mode"] })}><option value="pass_through">{t`Passed on to the buyer`}</option><option value="deduction">{t`Borne as a deduction`}</option></Select>
          </Field>
          <Field label={t`Fees are charged on`}>
            <Select value={draft.fee_base} onChange={(typed) => change({ fee_base: typed.target.value as Draft["fee_base"] })}><option value="net">{t`the net amount`}</option><option value="gross">{t`the amount with taxes`}</option></Select>
          </Field>
        </fieldset>
        <fieldset disabled={!canEdit} className="grid gap-3">
          <legend className="mb-2 text-sm font-semibold">{t`Deductions (% of each sale)`}</legend>
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">{deductions.map((name) => percent(name, words[name], `deductions/${name}`))}</div>
          {errors.deductions && <Note tone="bad">{errors.deductions}</Note>}
        </fieldset>
        <fieldset disabled={!canEdit} className="grid gap-4 sm:grid-cols-3">
          <Field label={t`Method`} error={errors.method}>
            <Select value={draft.method} onChange={(typed) => change({ method: typed.target.value as Draft["method"] })}><option value="cost_plus">{t`Cost plus`}</option><option value="gross_up">{t`Gross up`}</option></Select>
          </Field>
          {percent("markup_percent", t`Markup (%)`)}
          <Field label={t`Psychological rounding`} error={errors.charm}>
            <Select value={draft.charm} onChange={(typed) => change({ charm: typed.target.value as Draft["charm"] })}><option value="none">{t({ message: "None", context: "rounding" })}</option><option value="down_99">{t`Down to .99`}</option><option value="custom">{t`Own endings`}</option></Select>
          </Field>
          {draft.charm === "custom" && (
            <>
              <Field label={t`Endings`} error={errors.charm_endings ?? errors["charm_endings/0"]} help={t`Separated by blanks: 0.49 0.99`}><Input value={draft.charm_endings} onChange={(typed) => change({ charm_endings: typed.target.value })} /></Field>
              <Field label={t`Step`} error={errors.charm_step} help={t`Endings repeat every so much.`}><DecimalInput value={draft.charm_step ?? ""} onValue={(value) => change({ charm_step: value })} /></Field>
            </>
          )}
        </fieldset>
        <p className="tabular rounded-md bg-accent-soft px-3 py-2 text-sm text-accent-ink" aria-live="polite">
          {t`Base markup ${number(base, 4)} × (1 + VAT) ${number(taxed, 4)} = final multiplier ${number(base * taxed, 6)}`}
        </p>
        {row?.warnings.map((one) => <Note key={one.code} tone="warn">{one.message}</Note>)}
        <LiveExample draft={draft} />
      </form>
    </Drawer>
  )
}
