import { useId, type ComponentProps, type ReactElement, type ReactNode } from "react"
import { Slot } from "radix-ui"
import { cx } from "@/lib/cx"

type FieldProps = { label: ReactNode; help?: ReactNode; error?: string; required?: boolean; className?: string; children: ReactElement }

/** Label, control, help and error, tied together for everyone. The child gets id, aria-describedby and aria-invalid. */
export function Field({ label, help, error, required, className, children }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  return (
    <div className={cx("grid min-w-0 grid-cols-1 content-start gap-1", className)}>
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
        {required && <span aria-hidden="true" className="text-bad"> *</span>}
      </label>
      <Slot.Root id={id} aria-describedby={help || error ? noteId : undefined} aria-invalid={error ? true : undefined} aria-required={required || undefined}>
        {children}
      </Slot.Root>
      {(error || help) && (
        <p id={noteId} className={cx("text-xs", error ? "text-bad" : "text-ink-faint")} role={error ? "alert" : undefined}>
          {error ?? help}
        </p>
      )}
    </div>
  )
}

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cx("field", className)} {...rest} />
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={rows} className={cx("field", className)} {...rest} />
}

/** The platform's own select: best on phones and for screen readers. For long lists use Combobox. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={cx("field pr-7", className)} {...rest} />
}

export function Checkbox({ label, className, ...rest }: Omit<ComponentProps<"input">, "type"> & { label?: ReactNode }) {
  const box = <input type="checkbox" className={cx("size-4 shrink-0 accent-(--accent)", !label && className)} {...rest} />
  if (!label) return box
  return (
    <label className={cx("flex min-h-6 items-center gap-2 text-sm max-sm:min-h-11", className)}>
      {box}
      <span>{label}</span>
    </label>
  )
}

export function Switch({ label, className, ...rest }: Omit<ComponentProps<"input">, "type"> & { label: ReactNode }) {
  return (
    <label className={cx("flex min-h-6 items-center gap-2 text-sm max-sm:min-h-11", className)}>
      <input
        type="checkbox" role="switch" {...rest}
        className="relative h-5 w-9 shrink-0 appearance-none rounded-full bg-line-strong transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-surface before:transition-transform checked:bg-accent checked:before:translate-x-4"
      />
      <span>{label}</span>
    </label>
  )
}
