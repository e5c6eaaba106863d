import { useLingui } from "@lingui/react/macro"
import type { ReactNode } from "react"
import { isLang, languages, speak, type Lang } from "@/i18n"
import { Select } from "@/ui/field"
import { Logo, Wordmark } from "@/ui/logo"

/** The frame of the pages before signing in. */
export function Door({ title, description, children }: { title: string; description?: ReactNode; children: ReactNode }) {
  const { t, i18n } = useLingui()
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 p-4">
      <title>{`${title} · Fluxion`}</title>
      <div className="flex items-center gap-3">
        <Logo size={36} />
        <Wordmark size="lg" />
      </div>
      <section className="card w-full max-w-sm p-6 shadow-pop">
        <h1 className="text-lg font-semibold">{title}</h1>
        {description && <p className="mt-1 text-sm text-ink-soft">{description}</p>}
        <div className="mt-5">{children}</div>
      </section>
      <Select aria-label={t`Language`} className="!w-40" value={isLang(i18n.locale) ? i18n.locale : "es"} onChange={(event) => void speak(event.target.value as Lang)}>
        {Object.entries(languages).map(([lang, name]) => <option key={lang} value={lang}>{name}</option>)}
      </Select>
    </main>
  )
}
