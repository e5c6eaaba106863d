import { useLingui } from "@lingui/react"
import { useLingui as useWords } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { Command } from "cmdk"
import { Building2, ClipboardList, FileText, Moon, Package, Sun, Truck, type LucideIcon } from "lucide-react"
import { Dialog } from "radix-ui"
import { useState, type ReactNode } from "react"
import { get } from "@/api/http"
import type { Schema } from "@/api/types"
import { useDebounced } from "@/lib/debounce"
import { setTheme, useShownTheme } from "@/lib/theme"
import { askShortcuts } from "./shortcuts-state"
import { useGroups } from "./use-nav"

const icons: Record<string, LucideIcon> = { product: Package, supplier: Truck, location: Building2, order: ClipboardList }
const row = "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover max-sm:min-h-11"
const groupClass = "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint"

function Item({ value, icon: Icon, onSelect, children, detail }: { value: string; icon: LucideIcon; onSelect: () => void; children: ReactNode; detail?: string | null }) {
  return (
    <Command.Item value={value} onSelect={onSelect} className={row}>
      <Icon size={15} aria-hidden="true" className="shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {detail && <span className="max-w-[45%] truncate text-xs text-ink-faint">{detail}</span>}
    </Command.Item>
  )
}

/** Ctrl/Cmd-K: finds records on the server, pages and actions here. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const { _ } = useLingui()
  const navigate = useNavigate()
  const theme = useShownTheme()
  const groups = useGroups()
  const [text, setText] = useState("")
  const asked = useDebounced(text.trim(), 150)
  const hits = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => get<Schema<"Hits">>("/search", { q: asked }, signal).then((answer) => answer.items),
    enabled: asked.length > 1,
    placeholderData: (before) => before,
  })
  const run = (act: () => void) => () => {
    onClose()
    act()
  }
  const go = (href: string) => run(() => void navigate({ href } as never))
  const matches = (label: string) => label.toLowerCase().includes(text.trim().toLowerCase())
  const pages = groups.flatMap((group) => group.entries).filter((entry) => matches(_(entry.label)))
  const found = asked.length > 1 ? (hits.data ?? []).filter((hit) => hit.type !== "page") : []
  const themeWord = theme === "dark" ? t`Use the light theme` : t`Use the dark theme`
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fade-in fixed inset-0 z-40 bg-[rgb(6_16_19/45%)]" />
        <Dialog.Content aria-describedby="" className="pop fade-in fixed top-[12vh] left-1/2 z-50 w-[min(36rem,94vw)] -translate-x-1/2 overflow-hidden outline-none max-sm:top-3">
          <Dialog.Title className="sr-only">{t`Search or do`}</Dialog.Title>
          <Command shouldFilter={false} loop label={t`Search or do`}>
            <Command.Input autoFocus value={text} onValueChange={setText} placeholder={t`A product, supplier, order, page or action…`} className="h-12 w-full border-b bg-transparent px-4 text-base outline-none" />
            <Command.List className="max-h-[60vh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-sm text-ink-faint">{hits.isFetching ? t`Searching…` : t`Nothing found`}</Command.Empty>
              {found.length > 0 && (
                <Command.Group heading={t`Records`} className={groupClass}>
                  {found.map((hit) => <Item key={`${hit.type}${hit.id}`} value={`${hit.type}${hit.id}`} icon={icons[hit.type] ?? FileText} detail={hit.detail} onSelect={go(hit.href)}>{hit.label}</Item>)}
                </Command.Group>
              )}
              {pages.length > 0 && (
                <Command.Group heading={t`Pages`} className={groupClass}>
                  {pages.map((entry) => <Item key={entry.to} value={entry.to} icon={entry.icon} detail={entry.keys} onSelect={go(entry.to)}>{_(entry.label)}</Item>)}
                </Command.Group>
              )}
              {[themeWord, t`Keyboard shortcuts`].some(matches) && (
                <Command.Group heading={t`Actions`} className={groupClass}>
                  {matches(themeWord) && <Item value="theme" icon={theme === "dark" ? Sun : Moon} onSelect={run(() => setTheme(theme === "dark" ? "light" : "dark"))}>{themeWord}</Item>}
                  {matches(t`Keyboard shortcuts`) && <Item value="keys" icon={FileText} detail="?" onSelect={run(askShortcuts)}>{t`Keyboard shortcuts`}</Item>}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
