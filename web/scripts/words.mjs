// Brings the catalogues up to date with the code, and fails when a message lacks its Spanish or Portuguese words.
// `npm run words` does all of them, `npm run words -- planning` one feature, `npm run words -- shell` the rest.
import { execFileSync } from "node:child_process"
import { globSync, readFileSync } from "node:fs"
import { formatter } from "@lingui/format-po"

const only = process.argv[2] ?? ""
const lingui = ["node_modules/@lingui/cli/dist/lingui.js", "extract", "--clean", "--overwrite"]
execFileSync(process.execPath, lingui, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, FLUXION_WORDS: only } })

const folder = only === "shell" ? "src/i18n" : only ? `src/features/${only}` : "src/**"
const po = formatter()
const missing = []
for (const locale of ["es", "pt"]) {
  for (const file of globSync(`${folder}/locales/${locale}.po`)) {
    const catalogue = await po.parse(readFileSync(file, "utf8"), { locale, sourceLocale: "en", filename: file })
    for (const [id, entry] of Object.entries(catalogue)) if (!entry.translation) missing.push(`${file}: ${entry.message ?? id}`)
  }
}
if (missing.length) {
  console.error(`${missing.length} messages without translation:\n${missing.join("\n")}`)
  process.exit(1)
}
console.log("every message exists in es, en and pt")
