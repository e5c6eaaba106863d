import { createFileRoute } from "@tanstack/react-router"
import { documentStates, kinds, states } from "@/features/transfers/choices"
import { TransfersPage } from "@/features/transfers/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/transfers")({
  beforeLoad: needs("stock.read"),
  validateSearch: shape({
    show: oneOf(["suggested", "documents"]), state: oneOf(states), stage: oneOf(documentStates), from_location_id: number(), to_location_id: number(),
    location_id: number(), kind: oneOf(kinds), q: text(), sort: text(), open: number(),
  }),
  loader: words("transfers"),
  component: TransfersPage,
})
