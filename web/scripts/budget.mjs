// Prints the gzip sizes of the built pages and fails above the budgets of UX.md §4.
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"

const pages = new URL("../../src/fluxion/faces/http/pages/", import.meta.url)
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", pages), "utf8"))
const sizes = new Map()
const size = (file) => {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, pages)), { level: 9 }).length)
  return sizes.get(file)
}
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`

function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) withImports(next, seen)
  return seen
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const shell = withImports(entry)
// Every visit also loads the frame and one catalogue.
for (const [key, chunk] of Object.entries(manifest)) if (/routes\/_app\.tsx/.test(key) && chunk.isDynamicEntry) withImports(key, shell)
const catalogue = Math.max(...Object.keys(manifest).filter((key) => /src\/i18n\/locales\/\w+\.po$/.test(key)).map((key) => size(manifest[key].file)))
const shellSize = [...shell].reduce((sum, key) => sum + size(manifest[key].file), catalogue)
const css = [...new Set(Object.values(manifest).flatMap((chunk) => chunk.css ?? []))].reduce((sum, file) => sum + size(file), 0)

const lines = [["shell JS, frame and catalogue", shellSize, 180], ["CSS", css, 25]]
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || shell.has(key) || /\.po$/.test(key)) continue
  const own = [...withImports(key)].filter((part) => !shell.has(part)).reduce((sum, part) => sum + size(manifest[part].file), 0)
  const isChart = /ui\/chart\/canvas/.test(key)
  lines.push([key.replace("src/", ""), own, isChart ? Infinity : 80])
}

let isOver = false
for (const [name, bytes, limit] of lines) {
  const over = bytes > limit * 1024
  isOver ||= over
  console.log(`${over ? "OVER " : "ok   "} ${kb(bytes).padStart(9)} ${limit === Infinity ? "        " : `/ ${limit} KB`.padEnd(8)} ${name}`)
}
process.exit(isOver ? 1 : 0)
