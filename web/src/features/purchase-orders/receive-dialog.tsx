import { useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { addDecimals, compareDecimals } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import { problemWords } from "@/lib/problem-words"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Checkbox, Field, Input } from "@/ui/field"
import { Note } from "@/ui/page"
import { done } from "@/ui/toast"
import { receiveOrder, type Order, type OrderLine } from "./api"

const openOf = (line: OrderLine) => {
  const rest = addDecimals([line.quantity, `-${line.received}`])
  return compareDecimals(rest, "0") > 0 ? rest : "0"
}

/** What arrived of each line: the whole rest to begin with, changed where less or more came. */
export function ReceiveDialog({ order, onClose, onChanged }: { order: Order; onClose: () => void; onChanged: (order: Order) => void }) {
  const { t } = useLingui()
  const { qty } = useFormat()
  const lines = order.lines.filter((line) => compareDecimals(openOf(line), "0") > 0)
  const [arrived, setArrived] = useState<Record<number, string | null>>(() => Object.fromEntries(lines.map((line) => [line.id, openOf(line)])))
  const [reference, setReference] = useState("")
  const [day, setDay] = useState("")
  const [close, setClose] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const received = lines.map((line) => ({ line_id: line.id, quantity: arrived[line.id] || "0" })).filter((one) => compareDecimals(one.quantity, "0") > 0)
  // Without lines the server takes everything open as arrived, so an empty receipt must not be sent.
  const isWrong = received.length === 0 || Object.values(arrived).some((value) => value === null)
  const setAll = (value: (line: OrderLine) => string) => setArrived(Object.fromEntries(lines.map((line) => [line.id, value(line)])))
  const save = async () => {
    setBusy(true)
    try {
      onChanged(await receiveOrder(order, { lines: received, received_on: day || undefined, reference: reference.trim() || undefined, close }))
      done(t`Receipt of ${order.number} recorded`)
      onClose()
    } catch (error) {
      const words = problemWords(error)
      setProblem([words.title, words.detail].filter(Boolean).join(" "))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} size="lg" title={t`Receive ${order.number}`} description={t`What arrives is added to the stock of ${order.location.name}.`}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={isWrong} onClick={() => void save()}>{t`Record receipt`}</Button></>}
    >
      <div className="grid gap-4">
        <div className="flex gap-2">
          <Button size="sm" onClick={() => setAll(openOf)}>{t`All arrived`}</Button>
          <Button size="sm" onClick={() => setAll(() => "0")}>{t`Set all to zero`}</Button>
        </div>
        <ul className="grid gap-2">
          {lines.map((line) => (
            <li key={line.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b pb-2 text-sm">
              <span className="min-w-0 flex-1 basis-48"><span className="text-ink-faint">{line.product.sku}</span> {line.product.name}</span>
              <span className="tabular text-ink-soft">{t`${qty(openOf(line))} open`}</span>
              <DecimalInput aria-label={t`Arrived of ${line.product.sku}`} className="!w-28" value={arrived[line.id] ?? ""} onValue={(value) => setArrived({ ...arrived, [line.id]: value })} />
            </li>
          ))}
        </ul>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Day it arrived`} help={t`Today when left empty`}><Input type="date" value={day} onChange={(event) => setDay(event.target.value)} /></Field>
          <Field label={t`Reference`} help={t`Such as the delivery note`}><Input value={reference} maxLength={200} onChange={(event) => setReference(event.target.value)} /></Field>
        </div>
        <Checkbox label={t`Nothing more will arrive: close the order`} checked={close} onChange={(event) => setClose(event.target.checked)} />
        {problem && <Note tone="bad">{problem}</Note>}
      </div>
    </Dialog>
  )
}
