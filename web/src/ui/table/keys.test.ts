import { expect, it } from "vitest"
import { nextEditable, placeAfter } from "./keys"

const size = { rows: 10, columns: 4, page: 5 }

it.each([
  [{ key: "ArrowDown" }, { row: 3, column: 1 }],
  [{ key: "ArrowUp" }, { row: 1, column: 1 }],
  [{ key: "ArrowRight" }, { row: 2, column: 2 }],
  [{ key: "Home" }, { row: 2, column: 0 }],
  [{ key: "End", ctrlKey: true }, { row: 9, column: 3 }],
  [{ key: "PageDown" }, { row: 7, column: 1 }],
  [{ key: "PageUp" }, { row: 0, column: 1 }],
])("moves the focus on %o", (event, to) => {
  expect(placeAfter(event, { row: 2, column: 1 }, size)).toEqual(to)
})

it("leaves other keys to the browser", () => {
  expect(placeAfter({ key: "a" }, { row: 0, column: 0 }, size)).toBeNull()
})

it("stops at the edges", () => {
  expect(placeAfter({ key: "ArrowDown" }, { row: 9, column: 3 }, size)).toEqual({ row: 9, column: 3 })
})

it("finds the next editable cell on the following row, and none after the last", () => {
  const canEdit = ({ column }: { column: number }) => column === 2
  expect(nextEditable({ row: 0, column: 2 }, size, false, canEdit)).toEqual({ row: 1, column: 2 })
  expect(nextEditable({ row: 1, column: 2 }, size, true, canEdit)).toEqual({ row: 0, column: 2 })
  expect(nextEditable({ row: 9, column: 2 }, size, false, canEdit)).toBeNull()
})
