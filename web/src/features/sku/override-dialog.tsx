import { useLingui } from "@lingui/react/macro"
import { useState, type FormEvent } from "react"
import { newKey } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field, Input, Select, Textarea } from "@/ui/field"
import { LocationPicker } from "@/ui/pickers"
import { done, failed } from "@/ui/toast"
import { saveOverride, type Override, type OverrideDraft, type Product } from "./api"

type Props = { product: Product; override: Override | null; locationId?: number; firstDay: string; onClose: () => void; onSaved: () => void }
type Kind = OverrideDraft["kind"]

const weekAfter = (day: string) => new Date(Date.parse(day) + 6 * 86_400_000).toISOString().slice(0, 10)
const shown = (override: Override | null) => (override === null ? "" : String(override.kind === "factor" ? Math.round((override.value - 1) * 1000) / 10 : override.value))

/** Says what is expected instead of the statistics, from when to when, and why. */
export function OverrideDialog({ product, override, locationId, firstDay, onClose, onSaved }: Props) {
  const { t } = useLingui()
  const [key] = useState(newKey)
  const [kind, setKind] = useState<Kind>(override?.kind ?? "factor")
  const [value, setValue] = useState<string | null>(shown(override))
  const [draft, setDraft] = useState({
    location_id: override ? (override.location?.id ?? null) : (locationId ?? null), starts_on: override?.starts_on ?? firstDay,
    ends_on: override?.ends_on ?? weekAfter(firstDay), reason: override?.reason ?? "", expires_on: override?.expires_on ?? null,
  })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    const wrong: Record<string, string> = {}
    if (value === null || value === "") wrong.value = t`Write a number.`
    if (!draft.reason.trim()) wrong.reason = t`Say why: it is what the judgement will be read beside.`
    if (!draft.starts_on) wrong.starts_on = t`This is needed.`
    if (!draft.ends_on) wrong.ends_on = t`This is needed.`
    setErrors(wrong)
    if (Object.keys(wrong).length) return
    setBusy(true)
    try {
      const number = kind === "factor" ? Math.round((1 + Number(value) / 100) * 1e6) / 1e6 : Number(value)
      await saveOverride({ ...draft, product_id: product.id, kind, value: number }, override, key)
      done(t`Override saved`, { detail: t`The next plan uses it and keeps what the statistics say beside it.` })
      onSaved()
      onClose()
    } catch (problem) {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [one.pointer.split("/").at(-1) ?? "", one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0) failed(problem)
    } finally {
      setBusy(false)
    }
  }
  const labels: Record<Kind, string> = { factor: t`Change in per cent`, add: t`Units more (or less)`, set: t`Units in all` }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={t`Override the forecast`} description={product.name}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" type="submit" form="override-form" busy={busy}>{t`Save`}</Button></>}
    >
      <form id="override-form" noValidate onSubmit={(submitted) => void save(submitted)} className="grid gap-4 sm:grid-cols-2">
        <Field label={t`How`}><Select value={kind} onChange={(chosen) => setKind(chosen.target.value as Kind)}>{(Object.keys(labels) as Kind[]).map((one) => <option key={one} value={one}>{labels[one]}</option>)}</Select></Field>
        <Field label={labels[kind]} required error={errors.value} help={kind === "factor" ? t`30 means 30 % more each day` : t`over the whole period, shared out like the forecast`}><DecimalInput value={value ?? ""} onValue={setValue} /></Field>
        <Field label={t`First day`} required error={errors.starts_on}><Input type="date" value={draft.starts_on} onChange={(typed) => change({ starts_on: typed.target.value })} /></Field>
        <Field label={t`Last day`} required error={errors.ends_on}><Input type="date" min={draft.starts_on} value={draft.ends_on} onChange={(typed) => change({ ends_on: typed.target.value })} /></Field>
        <Field label={t`Location`} help={t`Empty: all locations`} error={errors.location_id}><LocationPicker value={draft.location_id ?? undefined} onChange={(id) => change({ location_id: id ?? null })} className="w-full" /></Field>
        <Field label={t`Forget it after`} help={t`Empty: it holds until its last day`} error={errors.expires_on}><Input type="date" value={draft.expires_on ?? ""} onChange={(typed) => change({ expires_on: typed.target.value || null })} /></Field>
        <Field label={t`Reason`} required error={errors.reason} className="sm:col-span-2"><Textarea value={draft.reason} maxLength={500} onChange={(typed) => change({ reason: typed.target.value })} /></Field>
      </form>
    </Dialog>
  )
}
