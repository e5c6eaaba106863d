import { createFileRoute } from "@tanstack/react-router"
import { CustomersPage } from "@/features/customers/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { flag, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/customers")({
  beforeLoad: needs("partners.read"),
  validateSearch: shape({ q: text(), active: flag(), sort: text() }),
  loader: words("customers"),
  component: CustomersPage,
})
