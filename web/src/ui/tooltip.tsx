import { Info } from "lucide-react"
import { Popover as Radix, Tooltip as RadixTip } from "radix-ui"
import type { ReactNode } from "react"

export const TooltipProvider = RadixTip.Provider

/** A word more about something that already has a name; never the only way to learn it. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <RadixTip.Root>
      <RadixTip.Trigger asChild>{children}</RadixTip.Trigger>
      <RadixTip.Portal>
        <RadixTip.Content sideOffset={5} collisionPadding={8} className="fade-in z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-bg">
          {text}
        </RadixTip.Content>
      </RadixTip.Portal>
    </RadixTip.Root>
  )
}

/** A panel anchored to its button. */
export function Popover({ trigger, children, align = "start", className }: { trigger: ReactNode; children: ReactNode; align?: "start" | "end" | "center"; className?: string }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} sideOffset={5} collisionPadding={8} className={`pop rise-in z-50 max-w-[min(26rem,94vw)] p-3 text-sm ${className ?? ""}`}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The small "i" beside a figure: opens on click or key, so that it also works by touch. */
export function Help({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover
      trigger={
        <button type="button" aria-label={label} className="tap inline-grid size-6 shrink-0 place-items-center rounded-full text-ink-faint hover:text-ink">
          <Info size={14} aria-hidden="true" />
        </button>
      }
    >
      {children}
    </Popover>
  )
}
