import { useLingui } from "@lingui/react/macro"
import { Ban, Check } from "lucide-react"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { useOrderWords } from "@/ui/states"
import type { Order } from "./api"

const path = ["draft", "approved", "sent", "received"] as const

/** The way of an order: what happened, when and by whom, and what is next. */
export function Timeline({ order }: { order: Order }) {
  const { t } = useLingui()
  const { time } = useFormat()
  const words = useOrderWords()
  const moments = { draft: order.created_at, approved: order.approved_at, sent: order.sent_at, received: order.received_at }
  const people = { draft: order.created_by, approved: order.approved_by, sent: null, received: null }
  const isCancelled = order.state === "cancelled"
  const at = isCancelled ? -1 : path.indexOf(order.state as (typeof path)[number])
  const steps = path.filter((step) => !isCancelled || moments[step])
  const isPartly = order.state === "sent" && order.lines.some((line) => Number(line.received) > 0)
  return (
    <ol aria-label={t`State of the order`} className="card grid grid-cols-2 gap-3 p-4 sm:flex">
      {steps.map((step) => {
        const isDone = moments[step] !== null
        return (
          <li key={step} aria-current={path[at] === step ? "step" : undefined} className="flex min-w-0 flex-1 items-center gap-2.5">
            <span aria-hidden="true" className={cx("grid size-7 shrink-0 place-items-center rounded-full border text-xs", isDone ? "border-transparent bg-accent text-on-accent" : "border-line-strong text-ink-faint")}>
              {isDone ? <Check size={14} /> : path.indexOf(step) + 1}
            </span>
            <span className="min-w-0">
              <span className={cx("block text-sm", isDone ? "font-medium" : "text-ink-faint")}>{step === "received" && isPartly ? t`Partly received` : words[step]}</span>
              <span className="tabular block truncate text-xs text-ink-faint">{isDone ? [time(moments[step]), people[step]].filter(Boolean).join(" · ") : "—"}</span>
            </span>
          </li>
        )
      })}
      {isCancelled && (
        <li aria-current="step" className="flex min-w-0 flex-1 items-center gap-2.5 text-bad">
          <span aria-hidden="true" className="grid size-7 shrink-0 place-items-center rounded-full bg-bad-soft"><Ban size={14} /></span>
          <span><span className="block text-sm font-medium">{words.cancelled}</span><span className="tabular block text-xs">{time(order.cancelled_at)}</span></span>
        </li>
      )}
    </ol>
  )
}
