import { createFileRoute } from "@tanstack/react-router"
import { AuditPage } from "@/features/audit/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/audit")({
  beforeLoad: needs("access.read_audit"),
  validateSearch: shape({ q: text(), actor_id: number(), subject_type: text(), subject_id: text(), from: text(), to: text() }),
  loader: words("audit"),
  component: AuditPage,
})
