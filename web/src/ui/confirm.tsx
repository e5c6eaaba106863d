import { useLingui } from "@lingui/react/macro"
import { useState, type ReactNode } from "react"
import { Button } from "./button"
import { Dialog } from "./dialog"
import { failed } from "./toast"

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** What will happen, and whether it can be undone. */
  children?: ReactNode
  action: string
  isDangerous?: boolean
  onConfirm: () => Promise<unknown>
}

/** Asks before something that cannot simply be undone. */
export function Confirm({ open, onOpenChange, title, children, action, isDangerous, onConfirm }: Props) {
  const { t } = useLingui()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    try {
      await onConfirm()
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
          <Button look={isDangerous ? "danger" : "primary"} busy={busy} onClick={() => void confirm()}>{action}</Button>
        </>
      }
    >
      <div className="text-sm text-ink-soft">{children}</div>
    </Dialog>
  )
}
