import { Slot } from "radix-ui"
import type { ComponentProps, ReactNode } from "react"
import { cx } from "@/lib/cx"
import { Spinner } from "./progress"

const looks = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong border-transparent",
  plain: "bg-surface text-ink border-line-strong/60 hover:bg-hover",
  quiet: "bg-transparent text-ink-soft border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-surface text-bad border-bad/50 hover:bg-bad-soft",
} as const

const sizes = {
  sm: "min-h-7 px-2 text-xs gap-1 max-sm:min-h-11 max-sm:px-3 max-sm:text-sm",
  md: "min-h-8 px-3 text-sm gap-1.5 max-sm:min-h-11 max-sm:px-4 max-sm:text-base",
  lg: "min-h-10 px-4 text-base gap-2 max-sm:min-h-12",
} as const

export type ButtonProps = ComponentProps<"button"> & {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  icon?: ReactNode
  busy?: boolean
  /** Renders the only child (a link) with the look of a button. */
  asChild?: boolean
}

export function buttonClass(look: keyof typeof looks = "plain", size: keyof typeof sizes = "md", extra?: string) {
  return cx(
    "inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap transition-colors select-none",
    "disabled:opacity-50 aria-disabled:opacity-50",
    looks[look],
    sizes[size],
    extra,
  )
}

export function Button({ look = "plain", size = "md", icon, busy, asChild, className, children, disabled, type = "button", ...rest }: ButtonProps) {
  if (asChild) return <Slot.Root className={buttonClass(look, size, className)} {...(rest as object)}>{children}</Slot.Root>
  return (
    <button type={type} className={buttonClass(look, size, className)} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
}

type IconButtonProps = Omit<ButtonProps, "children" | "icon" | "asChild"> & { label: string; children: ReactNode }

/** A square button with an icon; the label is its accessible name and tooltip. */
export function IconButton({ label, size = "md", look = "quiet", className, children, ...rest }: IconButtonProps) {
  const square = { sm: "size-7 max-sm:size-11", md: "size-8 max-sm:size-11", lg: "size-10 max-sm:size-12" }[size]
  return (
    <button type="button" aria-label={label} title={label} className={buttonClass(look, size, cx("!px-0", square, className))} {...rest}>
      {children}
    </button>
  )
}
