import { i18n } from "@lingui/core"
import { msg } from "@lingui/core/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import { del, patch, post } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import { done, failed } from "./toast"
import { listKey } from "@/lib/list"
import { replaceRow } from "@/lib/list-cache"

type Row = { id: number; version: number; active: boolean }

/** The verbs of a list of master data: create, edit, take out of use and back, each leaving the lists up to date. */
export function useRecords<T extends Row>(path: string) {
  const client = useQueryClient()
  const again = useCallback(
    () => Promise.all([listKey(path), ["named", path], ["options", path], ...(path === "/locations" ? [["locations"]] : [])].map((queryKey) => client.invalidateQueries({ queryKey }))),
    [client, path],
  )
  const edit = useCallback(
    async (row: T, change: object): Promise<T> => {
      try {
        const now = await patch<T>(`${path}/${row.id}`, change, row.version)
        replaceRow(client, path, now)
        return now
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.status === 412) void again()
        throw problem
      }
    },
    [client, path, again],
  )
  const create = useCallback(
    async (values: object, idempotencyKey: string): Promise<T> => {
      const row = await post<T>(path, values, { idempotencyKey })
      await again()
      return row
    },
    [path, again],
  )
  const setActive = useCallback(
    async (row: T, active: boolean) => {
      const turn = (one: T, on: boolean) => (on ? patch<T>(`${path}/${one.id}`, { active: true }, one.version) : del<T>(`${path}/${one.id}`, one.version))
      try {
        const now = await turn(row, active)
        await again()
        done(i18n._(active ? msg`Back in use` : msg`Taken out of use`), { undo: () => void turn(now, !active).then(again).catch(failed) })
      } catch (problem) {
        failed(problem)
        await again()
      }
    },
    [path, again],
  )
  return { create, edit, setActive }
}

export type Records<T extends Row> = ReturnType<typeof useRecords<T>>
