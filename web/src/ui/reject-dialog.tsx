import { useLingui } from "@lingui/react/macro"
import { useState, type ReactNode } from "react"
import { Button } from "./button"
import { Dialog } from "./dialog"
import { Field, Textarea } from "./field"
import { failed } from "./toast"

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** What the rejection is about, said before it happens. */
  children?: ReactNode
  /** Reasons given often; one click fills the text. */
  reasons: string[]
  onReject: (reason: string) => Promise<unknown>
}

/** Asks why something proposed is not done. The reason is kept and seen by whoever looks later. */
export function RejectDialog({ open, onOpenChange, title, children, reasons, onReject }: Props) {
  const { t } = useLingui()
  const [reason, setReason] = useState("")
  const [isMissing, setIsMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const reject = async () => {
    if (!reason.trim()) return setIsMissing(true)
    setBusy(true)
    try {
      await onReject(reason.trim())
      setReason("")
      onOpenChange(false)
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open} onOpenChange={onOpenChange} title={title} size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t`Cancel`}</Button>
          <Button look="danger" busy={busy} onClick={() => void reject()}>{t`Reject`}</Button>
        </>
      }
    >
      <div className="grid gap-3">
        {children && <div className="text-sm text-ink-soft">{children}</div>}
        <div role="group" aria-label={t`Frequent reasons`} className="flex flex-wrap gap-1.5">
          {reasons.map((one) => (
            <Button key={one} size="sm" look={one === reason ? "primary" : "plain"} aria-pressed={one === reason} onClick={() => setReason(one)}>{one}</Button>
          ))}
        </div>
        <Field label={t`Reason`} required error={isMissing && !reason.trim() ? t`Say why, so that the next person knows.` : undefined}>
          <Textarea value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  )
}
