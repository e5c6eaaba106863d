import { useLingui } from "@lingui/react/macro"
import { onlineManager } from "@tanstack/react-query"
import { useSyncExternalStore } from "react"

/** Says so while there is no connection. */
export function OfflineBanner() {
  const { t } = useLingui()
  const isOnline = useSyncExternalStore((listener) => onlineManager.subscribe(listener), () => onlineManager.isOnline())
  if (isOnline) return null
  return <div role="status" className="bg-warn-soft px-4 py-1.5 text-center text-sm text-warn">{t`No connection: what you see may be out of date, and changes are not saved.`}</div>
}
