import { cx } from "@/lib/cx"

export function Spinner({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={cx("size-4 animate-spin", className)}>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.25" />
      <path d="M14 8a6 6 0 0 0-6-6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}

type Tone = "accent" | "good" | "warn" | "bad"
const fills: Record<Tone, string> = { accent: "fill-accent", good: "fill-good", warn: "fill-warn", bad: "fill-bad" }

/** A share done (0..1). The label is read aloud; `mark` draws a line at a target share. */
export function Progress({ value, label, tone = "accent", mark, className }: { value: number; label: string; tone?: Tone; mark?: number; className?: string }) {
  const share = Math.max(0, Math.min(1, value))
  return (
    <svg
      role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}
      viewBox="0 0 100 6" preserveAspectRatio="none" className={cx("h-1.5 w-full overflow-hidden rounded-full", className)}
    >
      <rect width="100" height="6" className="fill-sunken" />
      <rect width={share * 100} height="6" className={fills[tone]} />
      {mark !== undefined && <rect x={Math.min(99, mark * 100)} width="1" height="6" className="fill-ink" />}
    </svg>
  )
}

/** A grey block where content is about to be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cx("shimmer rounded bg-line/70", className ?? "h-4 w-full")} />
}

/** Grey lines of a page that loads. */
export function PageSkeleton() {
  return (
    <div className="grid gap-4 p-6 max-sm:p-4" aria-busy="true">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}
