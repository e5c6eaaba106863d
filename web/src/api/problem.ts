export type FieldProblem = { pointer: string; code: string; message: string }

type Body = Partial<{ title: string; detail: string; code: string; request_id: string; errors: FieldProblem[] }>

/** A refusal of the server (RFC 9457), or the network's: always with words a person can read. */
export class ApiProblem extends Error {
  readonly code: string
  readonly errors: readonly FieldProblem[]
  readonly requestId: string | null
  readonly status: number
  readonly retryAfter: number | null

  constructor(status: number, body: Body, retryAfter: number | null = null) {
    super(body.detail ?? body.title ?? body.code ?? String(status))
    this.name = "ApiProblem"
    this.status = status
    this.code = body.code ?? "unknown"
    this.errors = body.errors ?? []
    this.requestId = body.request_id ?? null
    this.retryAfter = retryAfter
  }
}

/** True when the server could not be reached at all. */
export const isOffline = (error: unknown) => error instanceof ApiProblem && error.status === 0

/** The problem a failed answer carries, whatever its body turned out to be. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get("retry-after")) || null
  const body: Body = await response
    .clone()
    .json()
    .catch(() => ({ code: `http_${response.status}`, title: response.statusText }))
  return new ApiProblem(response.status, { request_id: response.headers.get("x-request-id") ?? undefined, ...body }, retryAfter)
}
