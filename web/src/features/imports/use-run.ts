import { useQueryClient } from "@tanstack/react-query"
import { useCallback, useRef, useState } from "react"
import { ApiProblem } from "@/api/problem"
import { failed } from "@/ui/toast"
import { changeRun, runChanged, type Change, type Run } from "./api"

export type RunEdits = { busy: boolean; change: (change: Change) => Promise<boolean> }

/** Changes to a run, one after the other, each on the version the one before left. */
export function useRunEdits(run: Run): RunEdits {
  const client = useQueryClient()
  const [waiting, setWaiting] = useState(0)
  const newest = useRef(run)
  if (run.version >= newest.current.version || run.id !== newest.current.id) newest.current = run
  const queue = useRef<Promise<boolean>>(Promise.resolve(true))

  const change = useCallback(
    (wanted: Change) => {
      const apply = async () => {
        try {
          newest.current = await changeRun(newest.current, wanted)
          await runChanged(client, newest.current.id, newest.current)
          return true
        } catch (problem) {
          failed(problem)
          if (problem instanceof ApiProblem && problem.status === 412) await runChanged(client, newest.current.id)
          return false
        } finally {
          setWaiting((count) => count - 1)
        }
      }
      setWaiting((count) => count + 1)
      queue.current = queue.current.then(apply)
      return queue.current
    },
    [client],
  )
  return { busy: waiting > 0, change }
}
