import { createFileRoute } from "@tanstack/react-router"
import { SuppliersPage } from "@/features/suppliers/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { flag, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/suppliers")({
  beforeLoad: needs("partners.read"),
  validateSearch: shape({ q: text(), active: flag(), sort: text() }),
  loader: words("suppliers"),
  component: SuppliersPage,
})
