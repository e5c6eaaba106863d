import { createFileRoute } from "@tanstack/react-router"
import { JobsPage } from "@/features/jobs/page"
import { words } from "@/i18n"
import { oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/jobs")({
  validateSearch: shape({ state: oneOf(["queued", "running", "done", "failed", "cancelled"]), job: text() }),
  loader: words("jobs"),
  component: JobsPage,
})
