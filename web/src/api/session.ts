import { problemOf } from "./problem"
import type { Token } from "./types"

/** The access token lives in memory only; the refresh cookie is out of reach of scripts. */
let accessToken: string | null = null
let endsAt = 0
let refreshing: Promise<boolean> | null = null
const leavers = new Set<() => void>()

export const bearer = () => accessToken

/** Tells whether somebody signed in with this browser, so that a newcomer is not asked for a cookie nobody has. */
function remember(isIn: boolean): void {
  try {
    if (isIn) localStorage.setItem("fluxion.in", "1")
    else localStorage.removeItem("fluxion.in")
  } catch {
    // Without storage the renewal is simply tried.
  }
}

export function mayRenew(): boolean {
  try {
    return localStorage.getItem("fluxion.in") === "1"
  } catch {
    return true
  }
}

export function keepToken(token: Omit<Token, "user">): void {
  remember(true)
  accessToken = token.access_token
  endsAt = Date.now() + token.expires_in * 1000
}

export function dropToken(): void {
  accessToken = null
  endsAt = 0
  remember(false)
}

/** Called once when a session is over and could not be renewed. */
export function onSessionEnd(listener: () => void): () => void {
  leavers.add(listener)
  return () => leavers.delete(listener)
}

export function announceEnd(): void {
  dropToken()
  for (const listener of leavers) listener()
}

/** True when a token is at hand that outlives the next few seconds. */
export const hasFreshToken = () => accessToken !== null && Date.now() < endsAt - 15_000

/** A new access token through the cookie; many callers share one request. */
export function refresh(): Promise<boolean> {
  refreshing ??= renew().finally(() => {
    refreshing = null
  })
  return refreshing
}

async function renew(): Promise<boolean> {
  const response = await fetch("/api/v1/auth/refresh", {
    method: "POST",
    credentials: "same-origin",
    headers: { "X-Fluxion": "1" },
  })
  if (response.status === 401 || response.status === 403) return false
  if (!response.ok) throw await problemOf(response)
  keepToken((await response.json()) as Token)
  return true
}
