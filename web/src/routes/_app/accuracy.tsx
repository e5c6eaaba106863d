import { createFileRoute } from "@tanstack/react-router"
import { classes, groups, measures, spans } from "@/features/accuracy/choices"
import { AccuracyPage } from "@/features/accuracy/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/accuracy")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ days: oneOf(spans), group: oneOf(groups), measure: oneOf(measures), location_id: number(), category_id: number(), abc: oneOf(classes) }),
  loader: words("accuracy"),
  component: AccuracyPage,
})
