import { Plural, Trans, useLingui } from "@lingui/react/macro"
import { X } from "lucide-react"
import { useState, type ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { IconButton } from "../button"

export type Selection = {
  /** Every row that matches the filters is meant, loaded or not. */
  isAll: boolean
  keys: ReadonlySet<string>
  has: (key: string) => boolean
  /** `loaded` lets "all matching" fall back to what is on screen when one row is taken out. */
  toggle: (key: string, loaded: readonly string[]) => void
  set: (keys: Iterable<string>) => void
  setAll: () => void
  clear: () => void
}

/** The rows a bulk action is about. */
export function useSelection(): Selection {
  const [isAll, setIsAll] = useState(false)
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const set = (next: Iterable<string>) => {
    setIsAll(false)
    setKeys(new Set(next))
  }
  return {
    isAll,
    keys,
    has: (key) => isAll || keys.has(key),
    toggle: (key, loaded) => {
      const next = new Set(isAll ? loaded : keys)
      if (!next.delete(key)) next.add(key)
      set(next)
    },
    set,
    setAll: () => setIsAll(true),
    clear: () => set([]),
  }
}

type BarProps = { selection: Selection; loaded: number; total: number | null; children: ReactNode }

/** "12 selected · select all 340 matching" with the bulk actions; floats over the table's foot. */
export function BulkBar({ selection, loaded, total, children }: BarProps) {
  const { t } = useLingui()
  const { number } = useFormat()
  const count = selection.isAll ? (total ?? loaded) : selection.keys.size
  if (count === 0) return null
  const canTakeAll = !selection.isAll && selection.keys.size >= loaded && (total === null || total > loaded)
  return (
    <div role="region" aria-label={t`Actions on the selection`} className="pop rise-in sticky bottom-3 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-3 px-3 py-2 max-sm:bottom-16">
      <span className="tabular text-sm font-medium" role="status">
        {selection.isAll ? <Trans>All matching rows ({number(count)})</Trans> : <Plural value={count} one="# selected" other="# selected" />}
      </span>
      {canTakeAll && (
        <button type="button" onClick={selection.setAll} className="min-h-7 text-sm font-medium text-accent-ink hover:underline">
          {total === null ? t`Select all that match` : t`Select all ${number(total)} that match`}
        </button>
      )}
      <div className="flex items-center gap-2">{children}</div>
      <IconButton label={t`Clear selection`} size="sm" onClick={selection.clear}><X size={14} /></IconButton>
    </div>
  )
}
