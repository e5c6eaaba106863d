import { i18n, type Messages } from "@lingui/core"

export const languages = { es: "Español", en: "English", pt: "Português" } as const
export type Lang = keyof typeof languages

const loaders: Record<Lang, () => Promise<{ messages: Messages }>> = {
  es: () => import("./locales/es.po"),
  en: () => import("./locales/en.po"),
  pt: () => import("./locales/pt.po"),
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

const features = import.meta.glob<{ messages: Messages }>("../features/*/locales/*.po")
const brought = new Map<string, Set<string>>()
let wanted: Lang = "es"

async function load(feature: string, lang: Lang): Promise<void> {
  const known = brought.get(feature) ?? new Set()
  brought.set(feature, known)
  if (known.has(lang)) return
  const catalogue = await features[`../features/${feature}/locales/${lang}.po`]?.()
  if (catalogue) i18n.load(lang, catalogue.messages)
  known.add(lang)
}

/** Has the words of some features at hand before their page shows: `loader: words("planning")` in its route. */
export const words =
  (...names: string[]) =>
  async (): Promise<void> => {
    await Promise.all(names.map((name) => load(name, wanted)))
  }

/** Loads one language's words, those of the features in use included, and speaks it from now on. */
export async function speak(lang: Lang): Promise<void> {
  wanted = lang
  const [{ messages }] = await Promise.all([loaders[lang](), ...[...brought.keys()].map((feature) => load(feature, lang))])
  i18n.load(lang, messages)
  i18n.activate(lang)
  document.documentElement.lang = lang
  try {
    localStorage.setItem("fluxion.lang", lang)
  } catch {
    // A browser without storage forgets the choice; nothing else is lost.
  }
}
