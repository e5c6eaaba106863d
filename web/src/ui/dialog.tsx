import { useLingui } from "@lingui/react/macro"
import { X } from "lucide-react"
import { Dialog as Radix } from "radix-ui"
import { useRef, type ReactNode } from "react"
import { cx } from "@/lib/cx"
import { IconButton } from "./button"

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode
  size?: "sm" | "md" | "lg"
}

const widths = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-3xl" }
const veil = "fixed inset-0 z-40 bg-[rgb(6_16_19/45%)] fade-in"

function Head({ title, description }: Pick<Props, "title" | "description">) {
  const { t } = useLingui()
  return (
    <header className="flex items-center gap-4 border-b py-2.5 pr-3 pl-5">
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
        {description && <Radix.Description className="mt-0.5 text-sm text-ink-soft">{description}</Radix.Description>}
      </div>
      <Radix.Close asChild>
        <IconButton label={t`Close`} size="sm"><X size={16} /></IconButton>
      </Radix.Close>
    </header>
  )
}

const Foot = ({ children }: { children: ReactNode }) => (
  <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3 max-sm:[&>button]:flex-1">{children}</footer>
)

/** Focus goes to the first field, or to the panel itself, never to the closing cross. */
function useFirstFocus() {
  const panel = useRef<HTMLDivElement>(null)
  const onOpenAutoFocus = (event: Event) => {
    event.preventDefault()
    const first = panel.current?.querySelector<HTMLElement>("[autofocus], [data-body] :is(input, select, textarea):not(:disabled)")
    ;(first ?? panel.current)?.focus()
  }
  return { ref: panel, onOpenAutoFocus, tabIndex: -1 }
}

/** A question or form over the page; on phones it rises from below. */
export function Dialog({ open, onOpenChange, title, description, children, footer, size = "md" }: Props) {
  const firstFocus = useFirstFocus()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={veil} />
        <Radix.Content
          {...firstFocus}
          aria-describedby={description ? undefined : ""}
          className={cx(
            "pop fixed z-50 flex max-h-[88dvh] w-full flex-col outline-none",
            "max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-b-none max-sm:slide-up",
            "sm:top-[8vh] sm:left-1/2 sm:-translate-x-1/2 sm:fade-in",
            widths[size],
          )}
        >
          <Head title={title} description={description} />
          <div data-body className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <Foot>{footer}</Foot>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A panel from the right with the detail of a record; the list behind stays where it was. */
export function Drawer({ open, onOpenChange, title, description, children, footer, size = "md" }: Props) {
  const firstFocus = useFirstFocus()
  const width = { sm: "sm:w-96", md: "sm:w-[34rem]", lg: "sm:w-[52rem]" }[size]
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={veil} />
        <Radix.Content
          {...firstFocus}
          aria-describedby={description ? undefined : ""}
          className={cx("slide-in fixed inset-y-0 right-0 z-50 flex w-full max-w-full flex-col border-l bg-surface shadow-pop outline-none", width)}
        >
          <Head title={title} description={description} />
          <div data-body className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <Foot>{footer}</Foot>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
