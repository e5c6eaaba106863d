import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { CircleUser, Keyboard, LogOut } from "lucide-react"
import { patch, post } from "@/api/http"
import { dropToken } from "@/api/session"
import { isLang, languages, speak, type Lang } from "@/i18n"
import { useMe } from "@/lib/me"
import { paths } from "@/lib/paths"
import { setTheme, useTheme } from "@/lib/theme"
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "@/ui/menu"
import { askShortcuts } from "./shortcuts-state"

const initials = (name: string) => (name.match(/\p{L}+/gu) ?? []).map((word) => word[0]).slice(0, 2).join("").toUpperCase()

/** Person, language, theme, shortcuts, sign out. */
export function UserMenu() {
  const { t, i18n } = useLingui()
  const me = useMe()
  const theme = useTheme()
  const client = useQueryClient()
  const navigate = useNavigate()
  const choose = (lang: Lang) => {
    void speak(lang).then(() => client.invalidateQueries())
    patch("/auth/me", { lang }).catch(() => undefined)
  }
  const leave = async () => {
    await post("/auth/logout").catch(() => undefined)
    dropToken()
    client.clear()
    await navigate({ to: paths.signIn as never })
  }
  const letters = initials(me?.name ?? "")
  return (
    <Menu
      trigger={
        <button type="button" aria-label={`${letters} · ${t`My menu`}`} className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink max-sm:size-11">
          {letters}
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <div className="text-sm font-medium">{me?.name}</div>
        <div className="text-xs text-ink-faint">{me?.email}</div>
      </div>
      <MenuLine />
      <MenuItem icon={<CircleUser size={15} />} onSelect={() => void navigate({ to: paths.profile as never })}>{t`My profile`}</MenuItem>
      <MenuItem icon={<Keyboard size={15} />} hint="?" onSelect={askShortcuts}>{t`Keyboard shortcuts`}</MenuItem>
      <MenuLine />
      <MenuLabel>{t`Language`}</MenuLabel>
      <MenuChoice value={isLang(i18n.locale) ? i18n.locale : "es"} onChange={choose} options={languages} />
      <MenuLine />
      <MenuLabel>{t`Theme`}</MenuLabel>
      <MenuChoice value={theme} onChange={setTheme} options={{ system: t`As the system`, light: t`Light`, dark: t`Dark` }} />
      <MenuLine />
      <MenuItem icon={<LogOut size={15} />} onSelect={() => void leave()}>{t`Sign out`}</MenuItem>
    </Menu>
  )
}
