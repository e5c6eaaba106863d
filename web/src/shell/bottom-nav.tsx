import { useLingui } from "@lingui/react"
import { useLingui as useWords } from "@lingui/react/macro"
import { Menu as MenuIcon } from "lucide-react"
import { useState } from "react"
import { Dialog } from "@/ui/dialog"
import { Link } from "@/ui/link"
import { phoneEntries } from "./nav"
import { NavGroups } from "./sidebar"
import { useIsOpen } from "./use-nav"

const tab = "grid min-h-14 flex-1 place-content-center justify-items-center gap-0.5 text-xs text-ink-soft [&[aria-current=page]]:font-medium [&[aria-current=page]]:text-accent-ink"

/** The thumb's menu on phones. */
export function BottomNav() {
  const { t } = useWords()
  const { _ } = useLingui()
  const isOpen = useIsOpen()
  const [more, setMore] = useState(false)
  return (
    <nav aria-label={t`Main menu`} data-print="no" className="flex shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden">
      {phoneEntries.filter(isOpen).map((entry) => (
        <Link key={entry.to} to={entry.to} isPlain className={tab} {...{ activeOptions: { exact: entry.to === "/" } }}>
          <entry.icon size={20} aria-hidden="true" />
          {_(entry.label)}
        </Link>
      ))}
      <button type="button" className={tab} aria-haspopup="dialog" onClick={() => setMore(true)}>
        <MenuIcon size={20} aria-hidden="true" />
        {t`More`}
      </button>
      <Dialog open={more} onOpenChange={setMore} title={t`Menu`}>
        <NavGroups onGo={() => setMore(false)} />
      </Dialog>
    </nav>
  )
}
