import { useLingui } from "@lingui/react/macro"
import { TriangleAlert } from "lucide-react"
import { useState } from "react"
import { compareDecimals } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import { problemWords } from "@/lib/problem-words"
import { DecimalInput } from "@/ui/decimal-input"
import { Field } from "@/ui/field"
import type { Suggestion } from "./api"
import { isWholePacks } from "./packs"

/** The quantity as it stands: bold when a person changed it, with a sign when it is no multiple of the pack. */
export function Quantity({ row }: { row: Suggestion }) {
  const { t } = useLingui()
  const { qty } = useFormat()
  const isOdd = !isWholePacks(row.quantity, row.pack_size)
  return (
    <span className={row.edited ? "font-semibold text-accent-ink" : "font-medium"} title={row.edited ? t`Suggested: ${qty(row.quantity_suggested)}` : undefined}>
      {isOdd && <TriangleAlert size={13} aria-label={t`Not a multiple of the pack of ${qty(row.pack_size)}`} className="mr-1 inline text-warn" />}
      {qty(row.quantity)}
    </span>
  )
}

/** The quantity to edit outside the grid: saved when the field is left or Enter is pressed. */
export function QuantityField({ row, disabled, onSave }: { row: Suggestion; disabled?: boolean; onSave: (row: Suggestion, quantity: string) => Promise<unknown> }) {
  const { t } = useLingui()
  const { qty } = useFormat()
  const [typed, setTyped] = useState<string | null>(row.quantity)
  const [error, setError] = useState<string>()
  const save = async () => {
    if (!typed) return setError(t`Write a quantity`)
    if (compareDecimals(typed, row.quantity) === 0) return setError(undefined)
    try {
      await onSave(row, typed)
      setError(undefined)
    } catch (problem) {
      setError(problemWords(problem).title)
    }
  }
  return (
    <Field label={t`Quantity`} error={error} help={t`Suggested ${qty(row.quantity_suggested)} · pack of ${qty(row.pack_size)}`}>
      <DecimalInput value={row.quantity} disabled={disabled} onValue={setTyped} onBlur={() => void save()} onKeyDown={(event) => event.key === "Enter" && void save()} />
    </Field>
  )
}
