import { useLingui } from "@lingui/react/macro"
import { useEffect, useRef, type ReactNode } from "react"
import { Checkbox } from "../field"
import type { Selection } from "./selection"

type Props<T> = {
  label: string
  rows: T[]
  rowKey: (row: T) => string
  renderCard: (row: T) => ReactNode
  selection?: Selection
  hasMore?: boolean
  isFetchingMore?: boolean
  onMore?: () => void
}

/** The same rows on a phone: one card each, more as the thumb goes down. */
export function Cards<T>({ label, rows, rowKey, renderCard, selection, hasMore, isFetchingMore, onMore }: Props<T>) {
  const { t } = useLingui()
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current || !hasMore || isFetchingMore) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore?.(), { rootMargin: "600px" })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [hasMore, isFetchingMore, onMore])
  const loaded = rows.map(rowKey)
  return (
    <>
      <ul aria-label={label} className="grid gap-2">
        {rows.map((row, index) => {
          const key = loaded[index] as string
          return (
            <li key={key} className="card flex min-w-0 gap-1 p-3">
              {selection && (
                <label className="-m-2 grid size-11 shrink-0 place-items-center">
                  <Checkbox checked={selection.has(key)} onChange={() => selection.toggle(key, loaded)} aria-label={t`Select row ${index + 1}`} className="size-5" />
                </label>
              )}
              <div className="min-w-0 flex-1">{renderCard(row)}</div>
            </li>
          )
        })}
      </ul>
      <div ref={end} className="h-4" />
      {isFetchingMore && <p role="status" className="py-2 text-center text-xs text-ink-faint">{t`Loading more…`}</p>}
    </>
  )
}
