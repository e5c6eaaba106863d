import type { ReactNode } from "react"

/** Something wider than the page, such as a table on a phone: it scrolls by itself, by keys too. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>{children}</div>
}
