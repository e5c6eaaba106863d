import { i18n } from "@lingui/core"
import { I18nProvider } from "@lingui/react"
import { QueryClientProvider } from "@tanstack/react-query"
import { createRouter, RouterProvider } from "@tanstack/react-router"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { onSessionEnd } from "./api/session"
import { firstLang, speak } from "./i18n"
import { queryClient } from "./lib/queries"
import { parseSearch, stringifySearch } from "./lib/search"
import { routeTree } from "./routeTree.gen"
import { Broken, NotFound } from "./shell/lost"
import "./styles.css"
import { PageSkeleton } from "./ui/progress"
import { Toaster } from "./ui/toast"
import { TooltipProvider } from "./ui/tooltip"

const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
  defaultPendingComponent: PageSkeleton,
})

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router
  }
}

onSessionEnd(() => {
  queryClient.clear()
  void router.invalidate()
})

void speak(firstLang()).then(() =>
  createRoot(document.getElementById("root") as HTMLElement).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <TooltipProvider delayDuration={300}>
            <RouterProvider router={router} />
            <Toaster />
          </TooltipProvider>
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  ),
)
