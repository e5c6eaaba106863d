import { createFileRoute } from "@tanstack/react-router"
import { entityNames } from "@/features/imports/choices"
import { stepNames } from "@/features/imports/steps"
import { ImportPage } from "@/features/imports/wizard"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { oneOf, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/imports/$id")({
  beforeLoad: needs("integration.read"),
  validateSearch: shape({ entity: oneOf(entityNames), step: oneOf(stepNames) }),
  loader: words("imports"),
  component: ImportPage,
})
