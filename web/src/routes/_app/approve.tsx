import { createFileRoute } from "@tanstack/react-router"
import { DraftOrders } from "@/features/purchase-orders/drafts"
import { ApprovePage } from "@/features/suggestions/approve-page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { oneOf, shape } from "@/lib/search"

const Approve = () => <ApprovePage drafts={<DraftOrders />} />

export const Route = createFileRoute("/_app/approve")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ show: oneOf(["suggestions", "orders"]) }),
  loader: words("purchase-orders", "suggestions"),
  component: Approve,
})
