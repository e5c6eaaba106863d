import { createFileRoute } from "@tanstack/react-router"
import { enter } from "@/lib/entry"
import { Layout } from "@/shell/layout"

export const Route = createFileRoute("/_app")({ beforeLoad: enter, component: Layout })
