import { createFileRoute } from "@tanstack/react-router"
import { ProductsPage } from "@/features/products/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { flag, number, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/products/")({
  beforeLoad: needs("catalog.read"),
  validateSearch: shape({ q: text(), category_id: number(), supplier_id: number(), active: flag(), sort: text() }),
  loader: words("products"),
  component: ProductsPage,
})
