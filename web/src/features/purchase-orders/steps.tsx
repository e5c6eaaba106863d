import { Plural, Trans, useLingui } from "@lingui/react/macro"
import { Check, PackageCheck, Send, X } from "lucide-react"
import { useState } from "react"
import { compareDecimals } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Button } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { done } from "@/ui/toast"
import { stepOrder, type Order, type Step } from "./api"
import { ReceiveDialog } from "./receive-dialog"

type Props = { order: Order; onChanged: (order: Order) => void }

/** What can be done with the order now, by this person. */
export function Steps({ order, onChanged }: Props) {
  const { t } = useLingui()
  const can = useCan()
  const [asking, setAsking] = useState<Step | null>(null)
  const [receiving, setReceiving] = useState(false)
  const { state } = order
  const isArriving = state === "approved" || state === "sent"
  const hasArrived = order.lines.some((line) => compareDecimals(line.received, "0") > 0)
  return (
    <>
      {(state === "draft" || isArriving) && !hasArrived && can("purchases.cancel_order") && <Button look="danger" icon={<X size={14} />} onClick={() => setAsking("cancel")}>{t`Cancel order`}</Button>}
      {state === "draft" && can("purchases.approve_order") && <Button look="primary" icon={<Check size={14} />} onClick={() => setAsking("approve")}>{t`Approve`}</Button>}
      {isArriving && can("purchases.receive_order") && <Button look={state === "sent" ? "primary" : "plain"} icon={<PackageCheck size={14} />} onClick={() => setReceiving(true)}>{t`Receive`}</Button>}
      {state === "approved" && can("purchases.send_order") && <Button look="primary" icon={<Send size={14} />} onClick={() => setAsking("send")}>{t`Mark as sent`}</Button>}
      {asking && <Ask order={order} step={asking} onClose={() => setAsking(null)} onChanged={onChanged} />}
      {receiving && <ReceiveDialog order={order} onClose={() => setReceiving(false)} onChanged={onChanged} />}
    </>
  )
}

function Ask({ order, step, onClose, onChanged }: Props & { step: Step; onClose: () => void }) {
  const { t } = useLingui()
  const { money } = useFormat()
  const words = {
    approve: { title: t`Approve order ${order.number}?`, action: t`Approve`, done: t`Order ${order.number} approved` },
    send: { title: t`Mark order ${order.number} as sent?`, action: t`Mark as sent`, done: t`Order ${order.number} is sent` },
    cancel: { title: t`Cancel order ${order.number}?`, action: t`Cancel order`, done: t`Order ${order.number} cancelled` },
  }[step]
  const total = money(order.total, order.currency)
  return (
    <Confirm
      open onOpenChange={(open) => !open && onClose()} title={words.title} action={words.action} isDangerous={step === "cancel"}
      onConfirm={async () => {
        onChanged(await stepOrder(order, step))
        done(words.done)
      }}
    >
      {step === "approve" && <Trans><strong>{total}</strong> in <Plural value={order.lines.length} one="# line" other="# lines" /> to {order.supplier.name}, delivered to {order.location.name}. From then on it counts as on order.</Trans>}
      {step === "send" && <Trans>It says that {order.supplier.name} has received the order. Download the PDF or CSV to send it.</Trans>}
      {step === "cancel" && <Trans>What was not received no longer counts as on order, and the next plan may propose it again. This cannot be undone.</Trans>}
    </Confirm>
  )
}
