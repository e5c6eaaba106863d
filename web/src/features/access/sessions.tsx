import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { Badge } from "@/ui/badge"
import { Button } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { Skeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { endSession, sessionsQuery } from "./api"

/** "Chrome · Linux" out of what a browser says about itself. */
export function deviceOf(agent: string): string {
  const browser = /Edg|OPR|Firefox|Chrome|Safari/.exec(agent)?.[0]
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(agent)?.[0]
  return [{ Edg: "Edge", OPR: "Opera" }[browser ?? ""] ?? browser, system].filter(Boolean).join(" · ") || agent.slice(0, 40)
}

/** Where this person is signed in, and ending it there. */
export function Sessions() {
  const { t } = useLingui()
  const { ago } = useFormat()
  const client = useQueryClient()
  const sessions = useQuery(sessionsQuery)
  const end = (id: string) =>
    endSession(id)
      .then(() => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }))
      .then(() => done(t`Session ended`))
      .catch(failed)
  if (sessions.isPending) return <Skeleton className="h-16 w-full" />
  if (sessions.error) return <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />
  return (
    <ul className="grid gap-3">
      {sessions.data.map((session) => (
        <li key={session.id} className="flex items-center gap-3 text-sm">
          <div className="min-w-0 flex-1">
            <div className="truncate font-medium">{deviceOf(session.user_agent)}</div>
            <div className="text-xs text-ink-faint">{session.address} · {ago(session.last_seen_at)}</div>
          </div>
          {session.current ? <Badge tone="accent">{t`This one`}</Badge> : <Button size="sm" onClick={() => void end(session.id)}>{t`End`}</Button>}
        </li>
      ))}
    </ul>
  )
}
