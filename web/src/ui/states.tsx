import { useLingui } from "@lingui/react/macro"
import { Status, type Tone } from "./badge"

export type OrderState = "draft" | "approved" | "sent" | "received" | "cancelled"
export type TransferState = "draft" | "approved" | "shipped" | "received" | "cancelled"
export type StockState = "out" | "low" | "ok" | "over"

const tones: Record<OrderState | TransferState | StockState, Tone> = {
  draft: "neutral", approved: "info", sent: "accent", shipped: "accent", received: "good", cancelled: "bad",
  out: "bad", low: "warn", ok: "good", over: "info",
}

/** The words for the states of a purchase order. */
export function useOrderWords(): Record<OrderState, string> {
  const { t } = useLingui()
  return { draft: t`Draft`, approved: t({ message: "Approved", context: "order" }), sent: t({ message: "Sent", context: "order" }), received: t({ message: "Received", context: "order" }), cancelled: t({ message: "Cancelled", context: "order" }) }
}

/** The words for the states of a transfer. */
export function useTransferWords(): Record<TransferState, string> {
  const { t } = useLingui()
  return { draft: t`Draft`, approved: t({ message: "Approved", context: "transfer" }), shipped: t({ message: "Shipped", context: "transfer" }), received: t({ message: "Received", context: "transfer" }), cancelled: t({ message: "Cancelled", context: "transfer" }) }
}

export function OrderStatus({ state }: { state: OrderState }) {
  const words = useOrderWords()
  return <Status tone={tones[state]}>{words[state]}</Status>
}

export function TransferStatus({ state }: { state: TransferState }) {
  const words = useTransferWords()
  return <Status tone={tones[state]}>{words[state]}</Status>
}

/** How the stock of a product at a location stands against its levels. */
export function StockStatus({ state }: { state: StockState }) {
  const { t } = useLingui()
  const words: Record<StockState, string> = { out: t`Out of stock`, low: t`Low`, ok: t`Enough`, over: t`Too much` }
  return <Status tone={tones[state]}>{words[state]}</Status>
}
