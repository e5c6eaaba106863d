import { useLingui } from "@lingui/react/macro"
import { SlidersHorizontal } from "lucide-react"
import { useState, type ReactNode } from "react"
import { useIsPhone } from "@/lib/phone"
import { Button } from "./button"

/** The filters beside the search: in the row where there is room, behind a button on phones. `count` says how many are set. */
export function MoreFilters({ count, children }: { count: number; children: ReactNode }) {
  const { t } = useLingui()
  const isPhone = useIsPhone()
  const [open, setOpen] = useState(false)
  if (!isPhone) return children
  return (
    <>
      <Button icon={<SlidersHorizontal size={16} />} aria-expanded={open} onClick={() => setOpen(!open)} className="w-full">{count > 0 ? t`Filters (${count})` : t`Filters`}</Button>
      {open && children}
    </>
  )
}

/** How many filters are set. */
export const countSet = (...values: unknown[]) => values.filter((value) => value !== undefined).length
