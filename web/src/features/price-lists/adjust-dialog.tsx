import { useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field } from "@/ui/field"
import { CategoryPicker } from "@/ui/pickers"
import { done, failed } from "@/ui/toast"
import { adjustRows, type PriceList } from "./api"

type Props = { list: PriceList; categoryId?: number; q?: string; onClose: () => void; onChanged: (list: PriceList) => void }

/** Moves the prices of a list, or of a category, by a percentage into the draft. */
export function AdjustDialog({ list, categoryId, q, onClose, onChanged }: Props) {
  const { t } = useLingui()
  const [percent, setPercent] = useState<string | null>("")
  const [category, setCategory] = useState(categoryId)
  const [busy, setBusy] = useState(false)
  const isWrong = percent === null || percent === "" || Number(percent) <= -100 || Number(percent) === 0
  const save = async () => {
    if (percent === null) return
    setBusy(true)
    try {
      onChanged(await adjustRows(list.id, { percent, category_id: category ?? null, q: q ?? null }))
      done(t`Prices moved into the draft`)
      onClose()
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={t`Move by a percentage`} description={q ? t`Only products that match “${q}”.` : t`The draft is moved where it says something, else the price in force.`}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={isWrong} onClick={() => void save()}>{t`Into the draft`}</Button></>}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Percentage`} required help={t`4.5 raises, −3 lowers`}><DecimalInput value={percent ?? ""} onValue={setPercent} /></Field>
        <Field label={t`Category`} help={t`Empty: all products of the list`}><CategoryPicker value={category} onChange={setCategory} className="w-full" /></Field>
      </div>
    </Dialog>
  )
}
