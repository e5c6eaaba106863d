import { useState, type KeyboardEvent } from "react"
import { readDecimal } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import type { CellEdit } from "./types"

type Way = "down" | "next" | "back" | "stay"

type Props<T> = {
  row: T
  edit: CellEdit<T>
  /** What to begin with: the typed key, or the value that failed before. */
  first?: string
  onCommit: (value: string, way: Way) => void
  onCancel: () => void
}

/** The input inside a cell: Enter saves and goes down, Tab saves and goes on, Escape leaves it as it was. */
export function EditCell<T>({ row, edit, first, onCommit, onCancel }: Props<T>) {
  const { decimalMark } = useFormat()
  const isDecimal = edit.kind === "decimal"
  const [text, setText] = useState(first ?? (isDecimal ? edit.value(row).replace(".", decimalMark) : edit.value(row)))
  const [isWrong, setIsWrong] = useState(false)

  const commit = (way: Way) => {
    const value = isDecimal ? readDecimal(text, decimalMark) : text.trim()
    if (value === null) setIsWrong(true)
    else onCommit(value, way)
    return value !== null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === "Escape") onCancel()
    else if (event.key === "Enter") commit("down")
    else if (event.key === "Tab") commit(event.shiftKey ? "back" : "next")
    else return
    event.preventDefault()
  }
  return (
    <input
      autoFocus
      type={edit.kind === "day" ? "date" : "text"}
      inputMode={isDecimal ? "decimal" : undefined}
      aria-label={edit.label(row)}
      aria-invalid={isWrong || undefined}
      value={text}
      onFocus={(event) => first === undefined && event.target.select()}
      onChange={(event) => {
        setText(event.target.value)
        setIsWrong(false)
      }}
      onKeyDown={onKeyDown}
      onBlur={() => commit("stay") || onCancel()}
      className={`h-full w-full bg-surface px-2 text-inherit outline-2 -outline-offset-2 outline-accent aria-invalid:outline-bad ${isDecimal ? "tabular text-right" : ""}`}
    />
  )
}
