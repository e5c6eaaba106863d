import { createFileRoute } from "@tanstack/react-router"
import { JobsPage } from "@/features/jobs/page"
import { oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/jobs")({
  validateSearch: shape({ state: oneOf(["queued", "running", "done", "failed", "cancelled"]), job: text() }),
  component: JobsPage,
})
