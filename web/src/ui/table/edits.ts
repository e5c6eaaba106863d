import { useCallback, useState } from "react"
import { problemWords } from "@/lib/problem-words"
import type { CellEdit } from "./types"

export type CellState = { state: "saving" | "failed"; value: string; message?: string }
export type Editing = { row: string; column: string; first?: string }

const at = (row: string, column: string) => `${row}\u0000${column}`

/** The cell being edited and what became of those already committed. */
export function useEdits<T>() {
  const [editing, setEditing] = useState<Editing | null>(null)
  const [states, setStates] = useState<ReadonlyMap<string, CellState>>(new Map())

  const mark = useCallback((key: string, state: CellState | null) => {
    setStates((old) => {
      const next = new Map(old)
      if (state) next.set(key, state)
      else next.delete(key)
      return next
    })
  }, [])

  const commit = useCallback(
    async (row: T, rowKey: string, columnId: string, edit: CellEdit<T>, value: string) => {
      const key = at(rowKey, columnId)
      if (value === edit.value(row)) return mark(key, null)
      mark(key, { state: "saving", value })
      try {
        await edit.save(row, value)
        mark(key, null)
      } catch (error) {
        const words = problemWords(error)
        mark(key, { state: "failed", value, message: [words.title, words.detail].filter(Boolean).join(". ") })
      }
    },
    [mark],
  )

  return {
    editing,
    begin: setEditing,
    end: () => setEditing(null),
    stateOf: (row: string, column: string) => states.get(at(row, column)),
    forget: (row: string, column: string) => mark(at(row, column), null),
    commit,
  }
}
