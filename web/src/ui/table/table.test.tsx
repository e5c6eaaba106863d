import { I18nProvider } from "@lingui/react"
import { i18n } from "@lingui/core"
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { cleanup, render, screen, waitFor, within } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { useState } from "react"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { DataTable, useSelection, type Column } from "."

type Row = { id: number; name: string; quantity: string }

let isPhone = false
beforeEach(() => {
  isPhone = false
  localStorage.clear()
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: query.includes("640px") && isPhone, addEventListener: () => {}, removeEventListener: () => {} }))
  vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal("IntersectionObserver", class { observe() {} disconnect() {} })
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600)
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(800)
  Element.prototype.scrollIntoView = () => {}
  Element.prototype.scrollTo = () => {}
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const many = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: index + 1, name: `Product ${index + 1}`, quantity: "10" }))

function Sheet({ count = 3, save = () => Promise.resolve(), onMore, hasMore }: { count?: number; save?: (row: Row, value: string) => Promise<unknown>; onMore?: () => void; hasMore?: boolean }) {
  const [rows, setRows] = useState(() => many(count))
  const selection = useSelection()
  const [chosen, setChosen] = useState("")
  const columns: Column<Row>[] = [
    { id: "name", header: "Name", cell: (row) => row.name, sort: "name" },
    {
      id: "quantity", header: "Quantity", cell: (row) => row.quantity,
      edit: {
        kind: "decimal", label: (row) => `Quantity of ${row.name}`, value: (row) => row.quantity,
        save: (row, value) => save(row, value).then(() => setRows((old) => old.map((one) => (one.id === row.id ? { ...one, quantity: value } : one)))),
      },
    },
  ]
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <DataTable<Row>
          id="sheet" label="Sheet" columns={columns} rows={rows} total={500} rowKey={(row) => String(row.id)} renderCard={(row) => <span>card {row.name}</span>}
          empty={<p>empty</p>} selection={selection} hasMore={hasMore} onMore={onMore}
          bulk={<button onClick={() => setChosen(selection.isAll ? "all" : [...selection.keys].join())}>Go</button>}
        />
        <output>{chosen}</output>
      </QueryClientProvider>
    </I18nProvider>
  )
}

const cell = (row: number, column: number) => document.querySelector(`[data-cell="${row}:${column}"]`) as HTMLElement

it("makes only the rows in sight and tells the grid's true size", () => {
  render(<Sheet count={5000} />)
  const grid = screen.getByRole("grid", { name: "Sheet" })
  expect(grid.getAttribute("aria-rowcount")).toBe("501")
  const shown = within(grid).getAllByRole("row").length
  expect(shown).toBeGreaterThan(10)
  expect(shown).toBeLessThan(60)
})

it("moves with the arrows and edits with keys: Enter saves and goes down, Tab to the next", async () => {
  const save = vi.fn(() => Promise.resolve())
  render(<Sheet save={save} />)
  const user = userEvent.setup()
  cell(0, 0).focus()
  await user.keyboard("{ArrowRight}")
  await waitFor(() => expect(document.activeElement).toBe(cell(0, 1)))
  await user.keyboard("25{Enter}")
  expect(save).toHaveBeenCalledWith(expect.objectContaining({ id: 1 }), "25")
  await waitFor(() => expect(cell(0, 1).textContent).toBe("25"))
  await waitFor(() => expect(document.activeElement).toBe(cell(1, 1)))
  await user.keyboard("{F2}7{Tab}")
  await waitFor(() => expect(screen.getByRole("textbox", { name: "Quantity of Product 3" })).toBeTruthy())
  expect(save).toHaveBeenCalledTimes(2)
})

it("leaves the cell as it was on Escape and refuses what is no number", async () => {
  const save = vi.fn(() => Promise.resolve())
  render(<Sheet save={save} />)
  const user = userEvent.setup()
  cell(0, 1).focus()
  await user.keyboard("{F2}")
  await user.keyboard("{Control>}a{/Control}doce{Enter}")
  expect(screen.getByRole("textbox").getAttribute("aria-invalid")).toBe("true")
  await user.keyboard("{Escape}")
  expect(save).not.toHaveBeenCalled()
  expect(cell(0, 1).textContent).toBe("10")
})

it("keeps what was typed in the cell, with the reason, when the server refuses it", async () => {
  render(<Sheet save={() => Promise.reject(new Error("too much"))} />)
  const user = userEvent.setup()
  cell(0, 1).focus()
  await user.keyboard("99{Enter}")
  await waitFor(() => expect(cell(0, 1).title).toContain("too much"))
  expect(cell(0, 1).textContent).toContain("99")
})

it("selects the rows shown, then all that match, and falls back when one is taken out", async () => {
  render(<Sheet />)
  const user = userEvent.setup()
  await user.click(screen.getByRole("checkbox", { name: "Select all rows shown" }))
  await user.click(screen.getByText("Select all 500 that match"))
  await user.click(screen.getByText("Go"))
  expect(document.querySelector("output")?.textContent).toBe("all")
  await user.click(screen.getByRole("checkbox", { name: "Select row 2" }))
  await user.click(screen.getByText("Go"))
  expect(document.querySelector("output")?.textContent).toBe("1,3")
})

it("asks for more rows near the end, once", async () => {
  const onMore = vi.fn()
  render(<Sheet count={20} hasMore onMore={onMore} />)
  await waitFor(() => expect(onMore).toHaveBeenCalled())
})

it("becomes cards on a phone", () => {
  isPhone = true
  render(<Sheet />)
  expect(screen.queryByRole("grid")).toBeNull()
  expect(screen.getByText("card Product 2")).toBeTruthy()
})

it("hides a column for good in this browser", async () => {
  const { unmount } = render(<Sheet />)
  const user = userEvent.setup()
  await user.click(screen.getByRole("button", { name: "Columns" }))
  await user.click(screen.getByRole("menuitemcheckbox", { name: "Quantity" }))
  expect(cell(0, 1)).toBeNull()
  unmount()
  render(<Sheet />)
  expect(screen.queryByRole("columnheader", { name: "Quantity" })).toBeNull()
})
