import { formatter } from "@lingui/format-po"
import type { LinguiConfig } from "@lingui/conf"

/** Each feature keeps its own catalogue, so that two people never edit the same file. */
const shell = { path: "src/i18n/locales/{locale}", include: ["src"], exclude: ["src/features/**"] }
const featureOf = (name: string) => ({ path: `src/features/${name}/locales/{locale}`, include: [`src/features/${name}`] })

// `npm run words -- planning` touches that feature's catalogue only.
const only = process.env.FLUXION_WORDS

const config: LinguiConfig = {
  sourceLocale: "en",
  locales: ["es", "en", "pt"],
  catalogs: only === "shell" ? [shell] : only ? [featureOf(only)] : [featureOf("{name}"), shell],
  format: formatter({ origins: false, lineNumbers: false, explicitIdAsDefault: false }),
}

export default config
