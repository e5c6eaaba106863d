import { Slot } from "radix-ui"
import type { ComponentProps } from "react"
import type { Typed } from "@/lib/record-values"
import { DecimalInput } from "./decimal-input"
import { Field, Input, Select, Textarea } from "./field"
import type { FormField } from "./record-drawer"

type Props = { field: FormField; value: Typed; error?: string; onValue: (value: Typed) => void; className?: string }

/** One field of a record's form, as its kind asks. */
export function RecordField({ field, value, error, onValue, className }: Props) {
  const { label, help, required } = field
  return (
    <Field label={label} help={help} required={required} error={error} className={className}>
      <Control field={field} value={value} onValue={onValue} />
    </Field>
  )
}

type ControlProps = Pick<Props, "field" | "value" | "onValue"> & Pick<ComponentProps<"input">, "id" | "aria-describedby" | "aria-invalid" | "aria-required">

function Control({ field, value, onValue, ...rest }: ControlProps) {
  const { kind = "text", options = [], required } = field
  const text = value ?? ""
  switch (kind) {
    case "decimal":
    case "percent":
    case "whole":
      return <DecimalInput {...rest} value={text} onValue={onValue} />
    case "long":
      return <Textarea {...(rest as object)} value={text} onChange={(event) => onValue(event.target.value)} />
    case "choice":
      return (
        <Select {...(rest as object)} value={text} onChange={(event) => onValue(event.target.value)}>
          {!required && <option value="">—</option>}
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </Select>
      )
    case "id":
      return <Slot.Root {...(rest as object)}>{field.picker?.({ value: text ? Number(text) : undefined, onChange: (id) => onValue(id === undefined ? "" : String(id)), className: "w-full" })}</Slot.Root>
    default:
      return <Input {...rest} type={kind === "day" ? "date" : kind} value={text} autoComplete="off" onChange={(event) => onValue(event.target.value)} />
  }
}
