import { createFileRoute } from "@tanstack/react-router"
import { SetupPage } from "@/features/access/setup"
import { words } from "@/i18n"

export const Route = createFileRoute("/setup")({ loader: words("access"), component: SetupPage })
