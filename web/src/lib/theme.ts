import { useSyncExternalStore } from "react"

export const themes = ["system", "light", "dark"] as const
export type Theme = (typeof themes)[number]

const listeners = new Set<() => void>()
const night = () => window.matchMedia("(prefers-color-scheme: dark)")

function subscribe(listener: () => void) {
  listeners.add(listener)
  const media = night()
  media.addEventListener("change", listener)
  return () => {
    listeners.delete(listener)
    media.removeEventListener("change", listener)
  }
}

const chosen = (): Theme => (document.documentElement.dataset.theme as Theme | undefined) ?? "system"
const shown = () => (chosen() === "system" ? (night().matches ? "dark" : "light") : chosen())

export function setTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem("fluxion.theme", theme)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

/** What the person chose. */
export const useTheme = () => useSyncExternalStore(subscribe, chosen)
/** What is on screen: "light" or "dark". */
export const useShownTheme = () => useSyncExternalStore(subscribe, shown)
