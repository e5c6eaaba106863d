import { createFileRoute } from "@tanstack/react-router"
import { SignInPage } from "@/features/access/sign-in"
import { shape, text } from "@/lib/search"

export const Route = createFileRoute("/sign-in")({ validateSearch: shape({ next: text() }), component: SignInPage })
