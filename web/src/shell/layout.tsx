import { useLingui } from "@lingui/react/macro"
import { Outlet } from "@tanstack/react-router"
import { lazy, Suspense, useCallback, useState } from "react"
import { BottomNav } from "./bottom-nav"
import { OfflineBanner } from "./offline-banner"
import { Shortcuts } from "./shortcuts"
import { Sidebar } from "./sidebar"
import { Topbar } from "./topbar"
import { useShortcuts } from "./use-shortcuts"

const Palette = lazy(() => import("./palette"))

/** The frame around every page of a signed-in person. */
export function Layout() {
  const { t } = useLingui()
  const [searching, setSearching] = useState(false)
  const openSearch = useCallback(() => setSearching(true), [])
  useShortcuts(openSearch)
  return (
    <div className="flex h-dvh print:block print:h-auto">
      <a href="#content" className="sr-only z-50 rounded bg-surface p-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2">{t`Skip to content`}</a>
      <Sidebar />
      <div className="flex min-w-0 flex-1 flex-col">
        <OfflineBanner />
        <Topbar onSearch={openSearch} />
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none print:overflow-visible"><Outlet /></main>
        <BottomNav />
      </div>
      <Shortcuts />
      {searching && <Suspense><Palette onClose={() => setSearching(false)} /></Suspense>}
    </div>
  )
}
