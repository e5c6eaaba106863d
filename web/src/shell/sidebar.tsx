import { useLingui } from "@lingui/react"
import { useLingui as useWords } from "@lingui/react/macro"
import { PanelLeftClose, PanelLeftOpen } from "lucide-react"
import { cx } from "@/lib/cx"
import { useStored } from "@/lib/stored"
import { IconButton } from "@/ui/button"
import { Link } from "@/ui/link"
import { Logo, Wordmark } from "@/ui/logo"
import type { Entry } from "./nav"
import { useGroups } from "./use-nav"

export function Sidebar() {
  const { t } = useWords()
  const [narrow, setNarrow] = useStored("fluxion.sidebar", false)
  return (
    <aside data-print="no" className={cx("flex h-full flex-col border-r bg-surface transition-[width] max-sm:hidden", narrow ? "w-14" : "w-56")}>
      <Link to="/" isPlain className={cx("flex h-12 shrink-0 items-center gap-2.5", narrow ? "justify-center" : "px-4")}>
        <Logo size={26} />
        {narrow ? <span className="sr-only">Fluxion</span> : <Wordmark />}
      </Link>
      <nav aria-label={t`Main menu`} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        <NavGroups narrow={narrow} />
      </nav>
      <div className={cx("flex border-t p-2", narrow ? "justify-center" : "justify-end")}>
        <IconButton label={narrow ? t`Widen the menu` : t`Narrow the menu`} aria-expanded={!narrow} onClick={() => setNarrow(!narrow)}>
          {narrow ? <PanelLeftOpen size={16} /> : <PanelLeftClose size={16} />}
        </IconButton>
      </div>
    </aside>
  )
}

/** The menu's groups, also used by the phone's "More". */
export function NavGroups({ narrow, onGo }: { narrow?: boolean; onGo?: () => void }) {
  const { _ } = useLingui()
  return useGroups().map((group, index) => (
    <div key={index} className="mt-3 first:mt-1">
      {group.title && !narrow && <h2 className="px-2 pb-1 text-xs font-medium text-ink-faint">{_(group.title)}</h2>}
      {group.title && narrow && <div className="mx-2 mb-2 h-px bg-line" />}
      <ul className="grid gap-0.5">
        {group.entries.map((entry) => (
          <li key={entry.to}><NavLink entry={entry} narrow={narrow} onGo={onGo} /></li>
        ))}
      </ul>
    </div>
  ))
}

function NavLink({ entry, narrow, onGo }: { entry: Entry; narrow?: boolean; onGo?: () => void }) {
  const { _ } = useLingui()
  const label = _(entry.label)
  return (
    <Link
      to={entry.to} isPlain onClick={onGo} title={narrow ? label : undefined} {...{ activeOptions: { exact: entry.to === "/" } }}
      className={cx(
        "flex min-h-8 items-center gap-2.5 rounded-md text-sm text-ink-soft hover:bg-hover hover:text-ink max-sm:min-h-11 max-sm:text-base",
        "[&[aria-current=page]]:bg-accent-soft [&[aria-current=page]]:font-medium [&[aria-current=page]]:text-accent-ink",
        narrow ? "justify-center px-0" : "px-2",
      )}
    >
      <entry.icon size={16} aria-hidden="true" className="shrink-0" />
      {narrow ? <span className="sr-only">{label}</span> : label}
    </Link>
  )
}
