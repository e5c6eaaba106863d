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
const clashes = []
for (const locale of ["es", "pt"]) {
  const said = new Map()
  for (const file of globSync(`${folder}/locales/${locale}.po`)) {
    const catalogue = await po.parse(readFileSync(file, "utf8"), { locale, sourceLocale: "en", filename: file })
    for (const [id, { message = id, translation }] of Object.entries(catalogue)) {
      if (!translation) missing.push(`${file}: ${message}`)
      else if ((said.get(id) ?? translation) !== translation) clashes.push(`${file}: “${message}” is “${translation}” here and “${said.get(id)}” elsewhere`)
      else said.set(id, translation)
    }
  }
}
if (missing.length) console.error(`${missing.length} messages without translation:\n${missing.join("\n")}`)
// Equal words are one message in the bundle; where they mean two things, tell them apart with `context`.
if (clashes.length) console.error(`${clashes.length} messages translated in two ways:\n${clashes.join("\n")}`)
if (missing.length || clashes.length) process.exit(1)
console.log("every message exists in es, en and pt")
