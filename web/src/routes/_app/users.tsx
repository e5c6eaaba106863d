import { createFileRoute } from "@tanstack/react-router"
import { UsersPage } from "@/features/access/users"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { flag, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/users")({
  beforeLoad: needs("access.read"),
  validateSearch: shape({ q: text(), active: flag(), sort: text() }),
  loader: words("access"),
  component: UsersPage,
})
