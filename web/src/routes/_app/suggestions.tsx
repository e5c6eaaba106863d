import { createFileRoute } from "@tanstack/react-router"
import { classes, states, urgencies, variabilities } from "@/features/suggestions/choices"
import { SuggestionsPage } from "@/features/suggestions/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { flag, number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/suggestions")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({
    state: oneOf(states), supplier_id: number(), location_id: number(), category_id: number(), abc: oneOf(classes), xyz: oneOf(variabilities),
    urgency: oneOf(urgencies), without_supplier: flag(), q: text(), sort: text(),
  }),
  loader: words("suggestions"),
  component: SuggestionsPage,
})
