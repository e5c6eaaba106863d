import { useLingui } from "@lingui/react/macro"
import { Search, X } from "lucide-react"
import { useEffect, useRef, useState, type ReactNode } from "react"
import { useDebounced } from "@/lib/debounce"
import { Button } from "./button"
import { Combobox, type Option } from "./combobox"

/** The row of filters above a list; wraps on phones. `onClear` shows when anything is set. */
export function FilterBar({ children, onClear, end }: { children: ReactNode; onClear?: () => void; end?: ReactNode }) {
  const { t } = useLingui()
  return (
    <div role="search" className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-sm:basis-full" data-print="no">
      {children}
      {onClear && <Button look="quiet" icon={<X size={14} />} onClick={onClear}>{t`Clear filters`}</Button>}
      {end && <div className="ml-auto flex flex-wrap items-center gap-2">{end}</div>}
    </div>
  )
}

/** Free text, written to the URL once the person pauses. "/" jumps to it. */
export function SearchBox({ value, onChange, label, placeholder }: { value: string | undefined; onChange: (value: string | undefined) => void; label: string; placeholder?: string }) {
  const [text, setText] = useState(value ?? "")
  const settled = useDebounced(text)
  const told = useRef(value ?? "")

  useEffect(() => {
    if (settled === told.current) return
    told.current = settled
    onChange(settled || undefined)
  }, [settled, onChange])

  useEffect(() => {
    if ((value ?? "") === told.current) return
    told.current = value ?? ""
    setText(value ?? "")
  }, [value])

  return (
    <div className="relative w-64 max-sm:w-full">
      <Search size={14} aria-hidden="true" className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-faint" />
      <input type="search" data-search-box aria-label={label} placeholder={placeholder ?? label} value={text} onChange={(event) => setText(event.target.value)} className="field !pl-8" />
    </div>
  )
}

/** One filter out of fixed options. */
export function ChoiceFilter({ label, value, options, onChange, className = "w-44 max-sm:grow max-sm:basis-[45%]" }: { label: string; value: string | undefined; options: Option[]; onChange: (value: string | undefined) => void; className?: string }) {
  return <Combobox label={label} value={value ?? null} options={options} onChange={(next) => onChange(next ?? undefined)} className={className} />
}

/** From–to days. */
export function PeriodFilter({ from, to, onChange }: { from?: string; to?: string; onChange: (change: { from?: string; to?: string }) => void }) {
  const { t } = useLingui()
  return (
    <div className="flex items-center gap-1 max-sm:w-full">
      <input type="date" aria-label={t`From`} value={from ?? ""} max={to} onChange={(event) => onChange({ from: event.target.value || undefined })} className="field w-36 max-sm:flex-1" />
      <span aria-hidden="true" className="text-ink-faint">–</span>
      <input type="date" aria-label={t`To`} value={to ?? ""} min={from} onChange={(event) => onChange({ to: event.target.value || undefined })} className="field w-36 max-sm:flex-1" />
    </div>
  )
}
