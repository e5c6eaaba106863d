import { i18n } from "@lingui/core"
import { ApiProblem, problemOf } from "./problem"
import { announceEnd, bearer, hasFreshToken, refresh } from "./session"

/** fetch with the session, the language and one silent renewal; network failures become problems of status 0. */
export async function send(input: Request): Promise<Response> {
  if (bearer() !== null && !hasFreshToken()) await refresh().catch(() => false)
  const spare = input.clone()
  const response = await once(input)
  if (response.status !== 401 || (await isWrongPassword(response))) return response
  if (!(await refresh().catch(() => false))) {
    announceEnd()
    return response
  }
  return once(spare)
}

/** A wrong password is no ended session. */
const isWrongPassword = async (response: Response) => (await problemOf(response)).code === "access.wrong_credentials"

async function once(request: Request): Promise<Response> {
  const token = bearer()
  if (token) request.headers.set("Authorization", `Bearer ${token}`)
  request.headers.set("Accept-Language", i18n.locale || "es")
  try {
    return await fetch(request)
  } catch (cause) {
    if (request.signal.aborted) throw cause
    throw new ApiProblem(0, { code: "offline", detail: "offline" })
  }
}

export type Query = Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>

export type Options = {
  query?: Query
  body?: unknown
  /** Version of the record being changed; goes out as If-Match. */
  version?: number
  /** Set on every POST that creates; see newKey(). */
  idempotencyKey?: string
  signal?: AbortSignal
}

/** One key per intention: make it when the form opens, not when the button is pressed twice. */
export const newKey = () => crypto.randomUUID()

export function urlOf(path: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one))
  }
  const text = params.toString()
  return `${location.origin}/api/v1${path}${text ? `?${text}` : ""}`
}

function requestOf(method: string, path: string, options: Options): Request {
  const headers = new Headers({ Accept: "application/json" })
  const isForm = options.body instanceof FormData
  if (options.body !== undefined && !isForm) headers.set("Content-Type", "application/json")
  if (options.version !== undefined) headers.set("If-Match", `"v${options.version}"`)
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey)
  const body = options.body === undefined ? undefined : isForm ? (options.body as FormData) : JSON.stringify(options.body)
  return new Request(urlOf(path, options.query), { method, headers, body, signal: options.signal })
}

/** The JSON answer of one call under /api/v1, or an ApiProblem thrown. */
export async function request<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await send(requestOf(method, path, options))
  if (!response.ok) throw await problemOf(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) => request<T>("GET", path, { query, signal })
export const post = <T>(path: string, body?: unknown, options: Options = {}) =>
  request<T>("POST", path, { body, idempotencyKey: newKey(), ...options })
export const patch = <T>(path: string, body: unknown, version?: number) => request<T>("PATCH", path, { body, version })
export const put = <T>(path: string, body: unknown, version?: number) => request<T>("PUT", path, { body, version })
export const del = <T = void>(path: string, version?: number) => request<T>("DELETE", path, { version })
