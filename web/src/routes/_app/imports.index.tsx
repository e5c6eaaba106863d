import { createFileRoute } from "@tanstack/react-router"
import { entityNames, stateNames } from "@/features/imports/choices"
import { ImportsPage } from "@/features/imports/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/imports/")({
  beforeLoad: needs("integration.read"),
  validateSearch: shape({ entity: oneOf(entityNames), state: oneOf(stateNames), sort: text() }),
  loader: words("imports"),
  component: ImportsPage,
})
