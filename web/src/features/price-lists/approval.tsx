import { Trans, useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Button } from "@/ui/button"
import { Dialog } from "@/ui/dialog"
import { Field, Textarea } from "@/ui/field"
import { done, failed } from "@/ui/toast"
import { approveVersion, refuseVersion, takeBack, type PriceList } from "./api"
import { WhatIfDetails } from "./what-if"

/** What waits for approval, what it would do, and the decision. */
export function ApprovalBar({ list, onChanged }: { list: PriceList; onChanged: (list: PriceList) => void }) {
  const { t } = useLingui()
  const can = useCan()
  const { time } = useFormat()
  const [open, setOpen] = useState<"look" | "refuse" | null>(null)
  const [reason, setReason] = useState("")
  const [busy, setBusy] = useState(false)
  const version = list.open_version
  const act = async (step: () => Promise<PriceList>, said: string) => {
    setBusy(true)
    try {
      onChanged(await step())
      done(said)
      setOpen(null)
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }
  const decide = can("prices.approve_list") && (
    <>
      <Button look="danger" onClick={() => setOpen("refuse")}>{t`Send back…`}</Button>
      <Button look="primary" busy={busy} onClick={() => void act(() => approveVersion(list), t`Approved`)}>{t`Approve`}</Button>
    </>
  )
  return (
    <section aria-label={t`Waiting for approval`} className="card flex flex-wrap items-center gap-3 border-warn/40 p-3 text-sm">
      <p className="min-w-0 flex-1 basis-60"><Trans>Version {version?.number} of {version?.submitted_by} waits for approval; it would start {time(version?.starts_at)}.</Trans></p>
      <Button onClick={() => setOpen("look")}>{t`See what it does`}</Button>
      {can("prices.publish_list") && <Button busy={busy} onClick={() => void act(() => takeBack(list), t`Back to draft`)}>{t`Take back`}</Button>}
      {decide}
      {open === "look" && (
        <Dialog open onOpenChange={() => setOpen(null)} size="lg" title={t`What publishing would do`} footer={decide}>
          <WhatIfDetails list={list} startsAt={undefined} />
        </Dialog>
      )}
      {open === "refuse" && (
        <Dialog open onOpenChange={() => setOpen(null)} title={t`Send back to draft`} footer={<><Button onClick={() => setOpen(null)}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={!reason.trim()} onClick={() => void act(() => refuseVersion(list, reason), t`Sent back`)}>{t`Send back`}</Button></>}>
          <Field label={t`Reason`} required><Textarea value={reason} maxLength={4000} onChange={(typed) => setReason(typed.target.value)} /></Field>
        </Dialog>
      )}
    </section>
  )
}
