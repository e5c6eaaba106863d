import { createFileRoute } from "@tanstack/react-router"
import { OrderPage } from "@/features/purchase-orders/order-page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"

export const Route = createFileRoute("/_app/purchase-orders/$id")({ beforeLoad: needs("purchases.read"), loader: words("purchase-orders"), component: OrderPage })
