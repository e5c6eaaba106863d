import { createFileRoute } from "@tanstack/react-router"
import { audiences } from "@/features/price-lists/choices"
import { PriceListsPage } from "@/features/price-lists/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/price-lists/")({
  beforeLoad: needs("prices.read"),
  validateSearch: shape({ audience: oneOf(audiences), q: text(), show: oneOf(["waiting"]), sort: text() }),
  loader: words("price-lists"),
  component: PriceListsPage,
})
