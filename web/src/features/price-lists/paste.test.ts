import { expect, test } from "vitest"
import { readColumn, readPasted } from "./paste"

test("prices pasted from a sheet are read as the person writes numbers", () => {
  expect(readPasted("SKU\tPrecio\nARR-1\t$ 1.234,50\nFRI\t3,9\r\n", ",")).toEqual({
    rows: [{ sku: "ARR-1", price: "1234.50", undo: false }, { sku: "FRI", price: "3.9", undo: false }],
    wrong: [],
  })
})

test("lines without a price are named", () => {
  expect(readPasted("ARR\t5\nFRI\tgratis\n\t7\nACE\t-2", ".").wrong).toEqual([{ line: 2, text: "FRI gratis" }, { line: 3, text: "7" }, { line: 4, text: "ACE -2" }])
})

test("a column of numbers fills down, anything else does not", () => {
  expect(readColumn("5\n6,5\n", ",")).toEqual(["5", "6.5"])
  expect(readColumn("ARR\t5", ",")).toBeNull()
  expect(readColumn("cinco", ",")).toBeNull()
})
