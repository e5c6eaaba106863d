import { readDecimal } from "@/lib/decimal"
import type { RowEdit } from "./api"

export type Pasted = { rows: RowEdit[]; wrong: { line: number; text: string }[] }

/** Cells copied from a sheet: one line for each row, tabs between cells. */
export const cellsOf = (text: string): string[][] =>
  text
    .replace(/\r/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.split(/\t|;/).map((cell) => cell.trim()))

/** SKU and price on each line, as they come out of a sheet; a first line of headers is passed over. */
export function readPasted(text: string, decimalMark: "," | "."): Pasted {
  const rows: RowEdit[] = []
  const wrong: Pasted["wrong"] = []
  cellsOf(text).forEach(([sku = "", price = ""], index) => {
    const read = readDecimal(price.replace(/[^\d.,-]/g, ""), decimalMark)
    if (sku && read !== null && !read.startsWith("-")) rows.push({ sku, price: read, undo: false })
    else if (index > 0 || /\d/.test(price)) wrong.push({ line: index + 1, text: `${sku} ${price}`.trim() })
  })
  return { rows, wrong }
}

/** One column of numbers, or null when the text is something else. */
export function readColumn(text: string, decimalMark: "," | "."): string[] | null {
  const cells = cellsOf(text)
  if (cells.length === 0 || cells.some((line) => line.length > 1)) return null
  const read = cells.map(([cell = ""]) => readDecimal(cell.replace(/[^\d.,-]/g, ""), decimalMark))
  return read.every((one): one is string => one !== null && !one.startsWith("-")) ? read : null
}
