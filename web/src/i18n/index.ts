import { i18n, type Messages } from "@lingui/core"

export const languages = { es: "Español", en: "English", pt: "Português" } as const
export type Lang = keyof typeof languages

const loaders: Record<Lang, () => Promise<{ messages: Messages }>> = {
  es: () => import("./es"),
  en: () => import("./en"),
  pt: () => import("./pt"),
}

export const isLang = (value: unknown): value is Lang => typeof value === "string" && value in languages

/** What the person chose before, else what the browser asks for, else Spanish. */
export function firstLang(): Lang {
  const wanted = [stored(), ...navigator.languages.map((tag) => tag.slice(0, 2))]
  return wanted.find(isLang) ?? "es"
}

function stored(): string | null {
  try {
    return localStorage.getItem("fluxion.lang")
  } catch {
    return null
  }
}

/** Loads one language's catalogue and speaks it from now on. */
export async function speak(lang: Lang): Promise<void> {
  const { messages } = await loaders[lang]()
  i18n.loadAndActivate({ locale: lang, messages })
  document.documentElement.lang = lang
  try {
    localStorage.setItem("fluxion.lang", lang)
  } catch {
    // A browser without storage forgets the choice; nothing else is lost.
  }
}
