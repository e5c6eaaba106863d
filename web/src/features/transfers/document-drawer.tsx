import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Check, PackageCheck, Truck, X } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { listKey } from "@/lib/list"
import { useCan } from "@/lib/me"
import { Button } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Failure } from "@/ui/failure"
import { Facts } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { TransferStatus } from "@/ui/states"
import { done, failed } from "@/ui/toast"
import { documents, editLines, receiveTransfer, stepTransfer, transferQuery, type Step, type Transfer } from "./api"
import { DocumentLines } from "./document-lines"

/** One transfer: its lines, where it stands, and the next step. */
export function DocumentDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useLingui()
  const { data: transfer, error, refetch } = useQuery(transferQuery(id))
  if (transfer) return <Shown transfer={transfer} onClose={onClose} />
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={t`Transfer`}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : <div className="grid gap-2" aria-busy="true"><Skeleton /><Skeleton /><Skeleton className="h-40 w-full" /></div>}
    </Drawer>
  )
}

function Shown({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const { time, date } = useFormat()
  const [typed, setTyped] = useState<Record<number, string | null>>({})
  const [busy, setBusy] = useState<string | null>(null)
  const { state } = transfer
  const act = async (name: string, words: string, action: () => Promise<Transfer>) => {
    setBusy(name)
    try {
      client.setQueryData(transferQuery(transfer.id).queryKey, await action())
      setTyped({})
      done(words)
    } catch (error) {
      failed(error)
      void client.invalidateQueries({ queryKey: transferQuery(transfer.id).queryKey })
    } finally {
      setBusy(null)
      for (const list of [documents, "/stock"]) void client.invalidateQueries({ queryKey: listKey(list) })
    }
  }
  const step = (name: Step, words: string) => void act(name, words, () => stepTransfer(transfer, name))
  const isWrong = Object.values(typed).some((value) => value === null || value === "")
  const changes = transfer.lines.filter((line) => typed[line.id] !== undefined && typed[line.id] !== line.quantity)
  const save = () => void act("save", t`Saved`, () => editLines(transfer, transfer.lines.map((line) => ({ product_id: line.product.id, quantity: typed[line.id] ?? line.quantity }))))
  const receive = () =>
    void act("receive", t`Transfer ${transfer.number} received`, () => receiveTransfer(transfer, transfer.lines.filter((line) => typed[line.id] !== undefined).map((line) => ({ line_id: line.id, quantity: typed[line.id] ?? "0" }))))
  const isEditable = state === "draft" && can("stock.edit_transfer")
  return (
    <Drawer
      open onOpenChange={(open) => !open && onClose()} title={transfer.number} description={<>{transfer.from_location.name} → {transfer.to_location.name}</>}
      footer={
        <>
          {(state === "draft" || state === "approved") && can("stock.cancel_transfer") && <Button look="danger" icon={<X size={14} />} busy={busy === "cancel"} onClick={() => step("cancel", t`Transfer ${transfer.number} cancelled`)}>{t`Cancel transfer`}</Button>}
          {isEditable && changes.length > 0 && <Button busy={busy === "save"} disabled={isWrong} onClick={save}>{t`Save changes`}</Button>}
          {state === "draft" && can("stock.approve_transfer") && <Button look="primary" icon={<Check size={14} />} disabled={changes.length > 0} busy={busy === "approve"} onClick={() => step("approve", t`Transfer ${transfer.number} approved`)}>{t`Approve`}</Button>}
          {state === "approved" && can("stock.ship_transfer") && <Button look="primary" icon={<Truck size={14} />} busy={busy === "ship"} onClick={() => step("ship", t`Transfer ${transfer.number} shipped`)}>{t`Ship`}</Button>}
          {state === "shipped" && can("stock.receive_transfer") && <Button look="primary" icon={<PackageCheck size={14} />} disabled={isWrong} busy={busy === "receive"} onClick={receive}>{t`Receive`}</Button>}
        </>
      }
    >
      <div className="grid gap-5">
        <Facts
          items={[
            [t`State`, <TransferStatus key="state" state={state} />], [t`Expected`, date(transfer.expected_on)],
            [t`Created`, <Trans key="created">{time(transfer.created_at)} by {transfer.created_by}</Trans>], [t({ message: "Approved", context: "transfer" }), transfer.approved_at ? `${time(transfer.approved_at)} · ${transfer.approved_by ?? ""}` : "—"],
            [t({ message: "Shipped", context: "transfer" }), time(transfer.shipped_at)], [t({ message: "Received", context: "transfer" }), time(transfer.received_at)],
          ]}
        />
        <DocumentLines transfer={transfer} typed={typed} onType={(id, value) => setTyped({ ...typed, [id]: value })} mode={isEditable ? "quantity" : state === "shipped" && can("stock.receive_transfer") ? "received" : null} />
      </div>
    </Drawer>
  )
}
