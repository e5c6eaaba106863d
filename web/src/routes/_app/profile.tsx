import { createFileRoute } from "@tanstack/react-router"
import { ProfilePage } from "@/features/access/profile"
import { words } from "@/i18n"

export const Route = createFileRoute("/_app/profile")({ loader: words("access"), component: ProfilePage })
