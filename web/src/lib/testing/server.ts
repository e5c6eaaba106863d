import { afterEach, beforeEach } from "vitest"
import { dropToken } from "@/api/session"

export type Call = { method: string; path: string; search: URLSearchParams; headers: Headers; body: unknown }
type Handler = (call: Call) => Response | undefined | Promise<Response | undefined>

/** A small API in memory: give handlers by "METHOD /path"; every call is kept to be looked at. */
export function fakeServer(handlers: Record<string, Handler>) {
  const calls: Call[] = []
  const real = globalThis.fetch
  const answer = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(input, location.href), init)
    const url = new URL(request.url)
    const text = await request.text()
    const call: Call = { method: request.method, path: url.pathname.replace("/api/v1", ""), search: url.searchParams, headers: request.headers, body: text && JSON.parse(text) }
    calls.push(call)
    return (await handlers[`${call.method} ${call.path}`]?.(call)) ?? Response.json({ code: "not_found", detail: "not found" }, { status: 404 })
  }
  beforeEach(() => {
    calls.length = 0
    dropToken()
    globalThis.fetch = answer as typeof fetch
  })
  afterEach(() => {
    globalThis.fetch = real
  })
  return { calls, of: (path: string) => calls.filter((call) => call.path === path) }
}
