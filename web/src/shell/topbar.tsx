import { useLingui } from "@lingui/react/macro"
import { Search } from "lucide-react"
import { lazy, Suspense } from "react"
import { useMe } from "@/lib/me"
import { Badge } from "@/ui/badge"
import { IconButton } from "@/ui/button"
import { Link } from "@/ui/link"
import { Logo } from "@/ui/logo"
import { DataBadge } from "./data-badge"
import { JobsIndicator } from "./jobs-indicator"

// Menus are not needed to see a page: they come after it, in the place kept for them.
const UserMenu = lazy(() => import("./user-menu").then((module) => ({ default: module.UserMenu })))

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

export function Topbar({ onSearch }: { onSearch: () => void }) {
  const { t } = useLingui()
  const company = useMe()?.company
  return (
    <header data-print="no" className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-4 max-sm:h-14 max-sm:gap-1 max-sm:px-3">
      <Link to="/" isPlain aria-label="Fluxion" className="sm:hidden"><Logo size={26} /></Link>
      <span className={`min-w-0 truncate text-sm font-medium ${company?.demo ? "max-sm:sr-only" : ""}`}>{company?.name}</span>
      {company?.demo && <Badge tone="warn" title={t`These are invented data: try anything`}>{t`Demo`}</Badge>}
      <div className="flex-1" />
      <button
        type="button" onClick={onSearch}
        className="flex h-8 w-56 items-center gap-2 rounded-md border border-line-strong/50 bg-bg px-2.5 text-sm text-ink-faint hover:bg-hover max-lg:hidden"
      >
        <Search size={14} aria-hidden="true" />
        <span className="flex-1 text-left">{t`Search or do…`}</span>
        <kbd className="font-sans text-xs">{isMac ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <span className="lg:hidden"><IconButton label={t`Search`} onClick={onSearch}><Search size={16} /></IconButton></span>
      <DataBadge />
      <JobsIndicator />
      <Suspense fallback={<span className="size-8 shrink-0 rounded-full bg-accent-soft max-sm:size-11" />}><UserMenu /></Suspense>
    </header>
  )
}
