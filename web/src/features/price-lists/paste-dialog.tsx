import { useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { ApiProblem } from "@/api/problem"
import { useFormat } from "@/lib/format"
import { Button } from "@/ui/button"
import { Dialog } from "@/ui/dialog"
import { Field, Textarea } from "@/ui/field"
import { Note } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import { editRows, type PriceList } from "./api"
import { readPasted } from "./paste"

/** Prices pasted from a sheet: SKU and price on each line. Nothing is written while a line is wrong. */
export function PasteDialog({ listId, text: start, onClose, onChanged }: { listId: number; text: string; onClose: () => void; onChanged: (list: PriceList) => void }) {
  const { t } = useLingui()
  const { decimalMark, number } = useFormat()
  const [text, setText] = useState(start)
  const [said, setSaid] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const { rows, wrong } = readPasted(text, decimalMark)
  const save = async () => {
    setBusy(true)
    setSaid([])
    try {
      onChanged(await editRows(listId, rows))
      done(t`${number(rows.length)} prices pasted into the draft`)
      onClose()
    } catch (problem) {
      const lines = problem instanceof ApiProblem ? problem.errors.map((one) => `${rows[Number(/rows\/(\d+)/.exec(one.pointer)?.[1])]?.sku ?? ""}: ${one.message}`) : []
      if (lines.length) setSaid(lines)
      else failed(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={t`Paste prices`} description={t`Copy two columns from a sheet, SKU and price, and paste them here. They go into the draft.`}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={rows.length === 0 || wrong.length > 0} onClick={() => void save()}>{t`Put ${number(rows.length)} prices into the draft`}</Button></>}
    >
      <div className="grid gap-3">
        <Field label={t`Lines`} help={t`A first line with headers is passed over.`}><Textarea rows={10} value={text} placeholder={"ARR-1KG\t14,90\nFRI-500\t3,20"} onChange={(typed) => setText(typed.target.value)} className="font-mono text-sm" /></Field>
        {wrong.length > 0 && <Note tone="bad">{t`These lines have no SKU or no price:`} {wrong.slice(0, 5).map((one) => `${one.line}: ${one.text}`).join(" · ")}</Note>}
        {said.length > 0 && <Note tone="bad"><ul>{said.slice(0, 10).map((one) => <li key={one}>{one}</li>)}</ul></Note>}
      </div>
    </Dialog>
  )
}
