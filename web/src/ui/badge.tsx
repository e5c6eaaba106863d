import type { ReactNode } from "react"
import { cx } from "@/lib/cx"

export type Tone = "neutral" | "accent" | "good" | "warn" | "bad" | "info"

const tones: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-soft",
  accent: "bg-accent-soft text-accent-ink",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
}

export function Badge({ tone = "neutral", children, className, title }: { tone?: Tone; children: ReactNode; className?: string; title?: string }) {
  return (
    <span title={title} className={cx("inline-flex items-center gap-1 rounded px-1.5 text-xs leading-5 font-medium whitespace-nowrap", tones[tone], className)}>
      {children}
    </span>
  )
}

const dots: Record<Tone, string> = { neutral: "bg-ink-faint", accent: "bg-accent", good: "bg-good", warn: "bg-warn", bad: "bg-bad", info: "bg-info" }

/** A state as a coloured dot with its word; colour is never the only sign. */
export function Status({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden="true" className={cx("size-2 shrink-0 rounded-full", dots[tone])} />
      {children}
    </span>
  )
}
