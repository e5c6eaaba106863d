import { createFileRoute } from "@tanstack/react-router"
import { kinds, views } from "@/features/calendar/choices"
import { CalendarPage } from "@/features/calendar/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/calendar")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ view: oneOf(views), month: text(), kind: oneOf(kinds), location_id: number(), category_id: number(), product_id: number(), q: text() }),
  loader: words("calendar"),
  component: CalendarPage,
})
