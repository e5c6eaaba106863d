import { useLingui } from "@lingui/react/macro"
import { useState, type FormEvent } from "react"
import { newKey } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Drawer } from "@/ui/dialog"
import { Field, Input, Select, Switch, Textarea } from "@/ui/field"
import { Note } from "@/ui/page"
import { CategoryPicker, LocationPicker, ProductPicker } from "@/ui/pickers"
import { done, failed } from "@/ui/toast"
import { deleteEvent, draftOf, kinds, saveEvent, type Draft, type Event, type Kind } from "./api"
import { useKindWords } from "./words"

type Props = { event: Event | null; start: Draft; canEdit: boolean; onClose: () => void; onChanged: () => void }
const fieldOf = (pointer: string) => pointer.replace(/^\/(body\/)?/, "").split("/")[0] ?? ""

/** Writes an event into the calendar, or changes one. */
export function EventDrawer({ event, start, canEdit, onClose, onChanged }: Props) {
  const { t } = useLingui()
  const names = useKindWords()
  const [key] = useState(newKey)
  const [draft, setDraft] = useState(start)
  const [percent, setPercent] = useState<string | null>(start.factor === null || start.factor === undefined ? "" : String(Math.round((start.factor - 1) * 1000) / 10))
  const [isLearned, setIsLearned] = useState(start.factor === null || start.factor === undefined)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }))
  const isClosure = draft.kind === "closure"
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    const wrong: Record<string, string> = {}
    if (!draft.name.trim()) wrong.name = t`This is needed.`
    if (!draft.starts_on) wrong.starts_on = t`This is needed.`
    if (!draft.ends_on) wrong.ends_on = t`This is needed.`
    if (!isClosure && !isLearned && (percent === null || percent === "" || Number(percent) < -100)) wrong.factor = t`Write a percentage of −100 or more.`
    setErrors(wrong)
    if (Object.keys(wrong).length) return
    setBusy(true)
    try {
      const factor = isClosure || isLearned ? null : Math.round((1 + Number(percent) / 100) * 1e6) / 1e6
      await saveEvent({ ...draft, factor, ...(isClosure && { category_id: null, product_id: null }) }, event, key)
      done(t`Event saved`, { detail: t`The next plan knows of it.` })
      onChanged()
      onClose()
    } catch (problem) {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [fieldOf(one.pointer), one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0) failed(problem)
    } finally {
      setBusy(false)
    }
  }
  const remove = async () => {
    if (!event) return
    try {
      await deleteEvent(event)
      done(t`Event removed`, { undo: () => void saveEvent(draftOf(event), null, newKey()).then(onChanged, failed) })
      onChanged()
      onClose()
    } catch (problem) {
      failed(problem)
    }
  }
  const foot = canEdit && (
    <>
      {event && <Button look="danger" className="mr-auto" onClick={() => void remove()}>{t`Remove`}</Button>}
      <Button onClick={onClose}>{t`Cancel`}</Button>
      <Button look="primary" type="submit" form="event-form" busy={busy}>{t`Save`}</Button>
    </>
  )
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={event ? event.name : t`New event`} footer={foot}>
      <form id="event-form" noValidate onSubmit={(submitted) => void save(submitted)}>
        <fieldset disabled={!canEdit} className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Name`} required error={errors.name} className="sm:col-span-2"><Input value={draft.name} maxLength={200} onChange={(typed) => change({ name: typed.target.value })} /></Field>
          <Field label={t`Kind`} error={errors.kind}>
            <Select value={draft.kind} onChange={(chosen) => change({ kind: chosen.target.value as Kind })}>{kinds.map((kind) => <option key={kind} value={kind}>{names[kind]}</option>)}</Select>
          </Field>
          <Switch label={t`Every year on these days`} checked={draft.yearly} onChange={(chosen) => change({ yearly: chosen.target.checked })} className="self-end pb-2" />
          <Field label={t`First day`} required error={errors.starts_on}><Input type="date" value={draft.starts_on} onChange={(typed) => change({ starts_on: typed.target.value, ...(draft.ends_on < typed.target.value && { ends_on: typed.target.value }) })} /></Field>
          <Field label={t`Last day`} required error={errors.ends_on}><Input type="date" min={draft.starts_on} value={draft.ends_on} onChange={(typed) => change({ ends_on: typed.target.value })} /></Field>
          <Field label={t`Location`} help={t`Empty: all locations`} error={errors.location_id}><LocationPicker value={draft.location_id ?? undefined} onChange={(id) => change({ location_id: id ?? null })} className="w-full" /></Field>
          {!isClosure && (
            <>
              <Field label={t`Category`} help={t`Empty: all products`} error={errors.category_id}><CategoryPicker value={draft.category_id ?? undefined} onChange={(id) => change({ category_id: id ?? null, product_id: null })} className="w-full" /></Field>
              <Field label={t`Product`} help={t`Instead of a category`} error={errors.product_id} className="sm:col-span-2"><ProductPicker value={draft.product_id ?? undefined} onChange={(id) => change({ product_id: id ?? null, category_id: null })} className="w-full" /></Field>
              <Switch label={t`Learn its effect from sales`} checked={isLearned} onChange={(chosen) => setIsLearned(chosen.target.checked)} className="sm:col-span-2" />
              {!isLearned && <Field label={t`Expected change of demand, in per cent`} required error={errors.factor} help={t`30 means 30 % more than usual; −20 means 20 % less`} className="sm:col-span-2"><DecimalInput value={percent ?? ""} onValue={setPercent} /></Field>}
            </>
          )}
          <Field label={t`Note`} className="sm:col-span-2" error={errors.note}><Textarea value={draft.note ?? ""} maxLength={4000} onChange={(typed) => change({ note: typed.target.value || null })} /></Field>
        </fieldset>
        {isClosure && <div className="mt-4"><Note>{t`On these days nothing is expected to sell, and days in the past count neither as demand nor as lack of it.`}</Note></div>}
        {event && event.conflicts.length > 0 && <div className="mt-4"><Note tone="warn">{t`On some of its days it meets: ${event.conflicts.map((one) => one.name).join(", ")}. Their effects are multiplied.`}</Note></div>}
      </form>
    </Drawer>
  )
}
