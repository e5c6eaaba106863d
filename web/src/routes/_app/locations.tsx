import { createFileRoute } from "@tanstack/react-router"
import { LocationsPage } from "@/features/locations/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { flag, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/locations")({
  beforeLoad: needs("catalog.read"),
  validateSearch: shape({ q: text(), kind: oneOf(["store", "dc"]), active: flag(), sort: text() }),
  loader: words("locations"),
  component: LocationsPage,
})
