import type { ReactNode } from "react"
import { cx } from "@/lib/cx"

export type Segment<T extends string> = { value: T; label: ReactNode; count?: number | string | null }

/** One of a few views of the same list, with how many rows each has; keep the value in the URL. */
export function Segments<T extends string>({ label, value, options, onChange }: { label: string; value: T; options: Segment<T>[]; onChange: (value: T) => void }) {
  return (
    <div role="group" aria-label={label} className="flex w-fit max-w-full gap-1 overflow-x-auto rounded-lg bg-sunken p-1 max-sm:w-full" data-print="no">
      {options.map((option) => (
        <button
          key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}
          className={cx(
            "inline-flex min-h-7 items-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap max-sm:min-h-11 max-sm:flex-1 max-sm:justify-center",
            option.value === value ? "bg-surface font-medium text-ink shadow-sm" : "text-ink-soft hover:text-ink",
          )}
        >
          {option.label}
          {option.count !== undefined && option.count !== null && <span className={cx("tabular text-xs", option.value === value ? "text-accent-ink" : "text-ink-faint")}>{option.count}</span>}
        </button>
      ))}
    </div>
  )
}
