import { createFileRoute } from "@tanstack/react-router"
import { SignInPage } from "@/features/access/sign-in"
import { words } from "@/i18n"
import { shape, text } from "@/lib/search"

export const Route = createFileRoute("/sign-in")({ validateSearch: shape({ next: text() }), loader: words("access"), component: SignInPage })
