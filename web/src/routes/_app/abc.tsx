import { createFileRoute } from "@tanstack/react-router"
import { classes, variabilities } from "@/features/abc/api"
import { AbcPage } from "@/features/abc/page"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/abc")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ location_id: number(), abc: oneOf(classes), xyz: oneOf(variabilities), q: text() }),
  component: AbcPage,
})
