import { useLingui } from "@lingui/react/macro"
import { Pencil } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Button, IconButton } from "@/ui/button"
import { Dialog } from "@/ui/dialog"
import { Field, Input, Textarea } from "@/ui/field"
import { Card, Facts } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import { editOrder, type Order } from "./api"

type Props = { order: Order; onChanged: (order: Order) => void }

/** What is agreed beside the lines: supplier, place, day, notes. */
export function OrderFacts({ order, onChanged }: Props) {
  const { t } = useLingui()
  const can = useCan()
  const { date } = useFormat()
  const [editing, setEditing] = useState(false)
  const isOpen = order.state !== "received" && order.state !== "cancelled"
  return (
    <Card title={t`Order`} actions={isOpen && can("purchases.edit_order") && <IconButton size="sm" label={t`Edit day and notes`} onClick={() => setEditing(true)}><Pencil size={14} /></IconButton>}>
      <Facts
        columns={1}
        items={[
          [t`Supplier`, order.supplier.name],
          [t`Delivered to`, order.location.name],
          [t`Expected`, date(order.expected_on)],
          [t`Currency`, order.currency],
          [t`Created by`, order.created_by],
        ]}
      />
      {order.notes && <p className="mt-2 text-sm whitespace-pre-line text-ink-soft">{order.notes}</p>}
      {editing && <EditFacts order={order} onChanged={onChanged} onClose={() => setEditing(false)} />}
    </Card>
  )
}

function EditFacts({ order, onChanged, onClose }: Props & { onClose: () => void }) {
  const { t } = useLingui()
  const [day, setDay] = useState(order.expected_on ?? "")
  const [notes, setNotes] = useState(order.notes ?? "")
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      onChanged(await editOrder(order, { expected_on: day || null, notes: notes.trim() || null }))
      done(t`Saved`)
      onClose()
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={order.number} size="sm"
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} onClick={() => void save()}>{t`Save`}</Button></>}
    >
      <div className="grid gap-4">
        <Field label={t`Expected`}><Input type="date" value={day} onChange={(event) => setDay(event.target.value)} /></Field>
        <Field label={t`Notes`} help={t`They are printed on the order.`}><Textarea value={notes} maxLength={4000} onChange={(event) => setNotes(event.target.value)} /></Field>
      </div>
    </Dialog>
  )
}
