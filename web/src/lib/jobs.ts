import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { events } from "@/api/events"
import { get, post } from "@/api/http"
import type { Schema } from "@/api/types"

export type Job = Schema<"JobView">
export type JobState = Job["state"]

export const isOver = (state: JobState) => state === "done" || state === "failed" || state === "cancelled"

/** One job, followed live while it runs; falls back to asking every other second when the stream breaks. */
export function useJob(id: string | null | undefined): Job | undefined {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ["job", id],
    queryFn: () => get<Job>(`/jobs/${id}`),
    enabled: Boolean(id),
    refetchInterval: ({ state }) => (state.data && isOver(state.data.state) ? false : 2000),
  })
  const isLive = query.data !== undefined && !isOver(query.data.state)
  useEffect(() => {
    if (!id || !isLive) return
    const stop = new AbortController()
    const follow = async () => {
      for await (const job of events<Job>(`/jobs/${id}/events`, stop.signal)) client.setQueryData(["job", id], job)
    }
    follow().catch(() => undefined)
    return () => stop.abort()
  }, [client, id, isLive])
  return query.data
}

export const cancelJob = (id: string) => post<Job>(`/jobs/${id}/cancel`)
