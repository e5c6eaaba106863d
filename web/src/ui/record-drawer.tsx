import { useLingui } from "@lingui/react/macro"
import { useState, type FormEvent, type ReactNode } from "react"
import { newKey } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import { cx } from "@/lib/cx"
import { typedOf, valueOf, type FieldKind, type Typed } from "@/lib/record-values"
import { Button } from "./button"
import { Drawer } from "./dialog"
import { Note } from "./page"
import { RecordField } from "./record-field"
import { done, failed } from "./toast"
import type { Records } from "./use-records"

export type PickerProps = { value: number | undefined; onChange: (id: number | undefined) => void; className: string }

export type FormField = {
  name: string
  label: string
  kind?: FieldKind
  required?: boolean
  help?: string
  /** For kind "choice". */
  options?: { value: string; label: string }[]
  /** For kind "id": what chooses the record. */
  picker?: (props: PickerProps) => ReactNode
  /** The API takes it as a number, not as a decimal string. */
  isFloat?: boolean
  /** Takes the whole width. */
  isWide?: boolean
  initial?: string
}

type Row = { id: number; version: number; active: boolean }
type Props<T extends Row> = {
  title: string
  record: T | null
  fields: FormField[]
  canEdit: boolean
  records: Records<T>
  onClose: () => void
  /** What a person should know about a record out of use. */
  inactiveNote: string
  children?: ReactNode
}

/** Creates a record of master data or changes one, from the list of its fields; sends only what changed. */
export function RecordDrawer<T extends Row>({ title, record, fields, canEdit, records, onClose, inactiveNote, children }: Props<T>) {
  const { t } = useLingui()
  const [key] = useState(newKey)
  const [start] = useState<Record<string, Typed>>(() => Object.fromEntries(fields.map((field) => [field.name, record ? typedOf(field.kind ?? "text", (record as Record<string, unknown>)[field.name]) : (field.initial ?? "")])))
  const [typed, setTyped] = useState(start)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const set = (name: string, value: Typed) => {
    setTyped((old) => ({ ...old, [name]: value }))
    setErrors(({ [name]: _gone, ...rest }) => rest)
  }
  const read = () => {
    const wrong: Record<string, string> = {}
    const values: Record<string, unknown> = {}
    for (const field of fields) {
      const value = valueOf(field.kind ?? "text", typed[field.name] ?? null, field.isFloat)
      if (value === undefined) wrong[field.name] = field.kind === "whole" ? t`Write a whole number.` : t`Write a number.`
      else if (field.required && value === null) wrong[field.name] = t`This is needed.`
      else if (record ? typed[field.name] !== start[field.name] : value !== null) values[field.name] = value
    }
    return { wrong, values }
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { wrong, values } = read()
    setErrors(wrong)
    if (Object.keys(wrong).length) return
    if (record && Object.keys(values).length === 0) return onClose()
    setBusy(true)
    try {
      if (record) await records.edit(record, values)
      else await records.create(values, key)
      done(record ? t`Changes saved` : t({ message: "Added", context: "record" }))
      onClose()
    } catch (problem) {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [one.pointer.replace(/^\/(body\/)?/, "").split("/")[0] ?? "", one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0 || said.some(([name]) => !fields.some((field) => field.name === name))) failed(problem)
    } finally {
      setBusy(false)
    }
  }
  const foot = canEdit && (
    <>
      {record && <Button look={record.active ? "danger" : "plain"} className="mr-auto" onClick={() => void records.setActive(record, !record.active).then(onClose)}>{record.active ? t`Take out of use` : t`Put back in use`}</Button>}
      <Button onClick={onClose}>{t`Cancel`}</Button>
      <Button look="primary" type="submit" form="record-form" busy={busy}>{t`Save`}</Button>
    </>
  )
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={title} footer={foot}>
      <form id="record-form" noValidate onSubmit={(event) => void submit(event)}>
        {record && !record.active && <div className="mb-4"><Note>{inactiveNote}</Note></div>}
        <fieldset disabled={!canEdit} className="grid gap-4 sm:grid-cols-2">
          {fields.map((field) => (
            <RecordField key={field.name} field={field} value={typed[field.name] ?? null} error={errors[field.name]} onValue={(value) => set(field.name, value)} className={cx(field.isWide && "sm:col-span-2")} />
          ))}
        </fieldset>
        {children}
      </form>
    </Drawer>
  )
}
