import { useLingui } from "@lingui/react/macro"
import { Plus, X } from "lucide-react"
import { useState } from "react"
import { ApiProblem } from "@/api/problem"
import { useFormat } from "@/lib/format"
import { Button, IconButton } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Select } from "@/ui/field"
import { Note } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import type { PriceList, Row, RowEdit } from "./api"

type Kind = "percentage" | "amount" | "fixed"
type Step = { least: string; kind: Kind; value: string }
type Props = { list: PriceList; row: Row; canEdit: boolean; onClose: () => void; onSave: (edit: RowEdit) => Promise<void> }

/** The volume breaks of a price; each is off the base price, and the deepest one reached applies. */
export function BreaksDialog({ list, row, canEdit, onClose, onSave }: Props) {
  const { t } = useLingui()
  const { price } = useFormat()
  const [steps, setSteps] = useState<Step[]>((row.has_draft ? row.draft_breaks : row.breaks).map(({ least, kind, value }) => ({ least, kind, value })))
  const [said, setSaid] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const change = (index: number, part: Partial<Step>) => setSteps(steps.map((one, at) => (at === index ? { ...one, ...part } : one)))
  const save = async () => {
    setBusy(true)
    setSaid([])
    try {
      await onSave({ product_id: row.product.id, breaks: steps, undo: false })
      done(t`Breaks saved in the draft`)
      onClose()
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.errors.length) setSaid(problem.errors.map((one) => one.message))
      else failed(problem)
    } finally {
      setBusy(false)
    }
  }
  const base = row.has_draft ? row.draft_price : row.price
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={t`Breaks of ${row.product.name}`} description={t`Base price ${price(base, list.currency)}. Each break is off the base price; the deepest one reached applies.`}
      footer={canEdit && <><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={steps.some((one) => !one.least || !one.value)} onClick={() => void save()}>{t`Save in the draft`}</Button></>}
    >
      <fieldset disabled={!canEdit} className="grid gap-2">
        {steps.map((step, index) => (
          <div key={index} className="flex flex-wrap items-center gap-2 text-sm">
            <span>{t`From`}</span>
            <DecimalInput aria-label={t`Units of break ${index + 1}`} value={step.least} onValue={(least) => change(index, { least: least ?? "" })} className="w-24" />
            <Select aria-label={t`Kind of break ${index + 1}`} value={step.kind} onChange={(typed) => change(index, { kind: typed.target.value as Kind })} className="w-40">
              <option value="percentage">{t`% off`}</option><option value="amount">{t`amount off`}</option><option value="fixed">{t`price`}</option>
            </Select>
            <DecimalInput aria-label={t`Value of break ${index + 1}`} value={step.value} onValue={(value) => change(index, { value: value ?? "" })} className="w-28" />
            {canEdit && <IconButton size="sm" label={t`Remove break ${index + 1}`} onClick={() => setSteps(steps.filter((_, at) => at !== index))}><X size={14} /></IconButton>}
          </div>
        ))}
        {steps.length === 0 && <p className="text-sm text-ink-faint">{t`One price for any quantity.`}</p>}
        {canEdit && <Button icon={<Plus size={14} />} className="justify-self-start" onClick={() => setSteps([...steps, { least: "", kind: "percentage", value: "" }])}>{t`Add a break`}</Button>}
        {said.length > 0 && <Note tone="bad">{said.join(" ")}</Note>}
      </fieldset>
    </Dialog>
  )
}
