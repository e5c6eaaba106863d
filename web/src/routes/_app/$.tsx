import { createFileRoute } from "@tanstack/react-router"
import { NotFound } from "@/shell/lost"

export const Route = createFileRoute("/_app/$")({ component: NotFound })
