import { createFileRoute } from "@tanstack/react-router"
import { classes, variabilities } from "@/features/abc/choices"
import { AbcPage } from "@/features/abc/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/abc")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ location_id: number(), abc: oneOf(classes), xyz: oneOf(variabilities), sort: text() }),
  loader: words("abc"),
  component: AbcPage,
})
