import { describe, expect, it, vi } from "vitest"
import { fakeServer } from "@/lib/testing/server"
import { get, patch, post, urlOf } from "./http"
import { ApiProblem } from "./problem"
import { bearer, keepToken, onSessionEnd } from "./session"

let isRefreshed = true
const token = (name: string, seconds = 600) => ({ access_token: name, token_type: "bearer", expires_in: seconds })

const server = fakeServer({
  "GET /things": ({ headers }) => (headers.get("authorization") === "Bearer new" ? Response.json({ items: [] }) : Response.json({ code: "access.unauthenticated" }, { status: 401 })),
  "POST /auth/refresh": () => (isRefreshed ? Response.json(token("new")) : Response.json({ code: "access.unauthenticated" }, { status: 401 })),
  "POST /auth/token": () => Response.json({ code: "access.wrong_credentials", detail: "No coinciden" }, { status: 401 }),
  "PATCH /things/1": () => Response.json({ code: "stale", detail: "Cambió", request_id: "r1" }, { status: 412 }),
  "POST /things": () => Response.json({ detail: "mal", errors: [{ pointer: "/name", code: "missing", message: "Falta" }] }, { status: 422 }),
})

describe("a session", () => {
  it("is renewed silently, once for many callers, and the calls are repeated", async () => {
    isRefreshed = true
    keepToken(token("old"))
    await Promise.all([get("/things"), get("/things"), get("/things")])
    expect(server.of("/auth/refresh")).toHaveLength(1)
    expect(bearer()).toBe("new")
    expect(server.of("/auth/refresh")[0]?.headers.get("x-fluxion")).toBe("1")
  })

  it("is renewed before it ends, without a refused call", async () => {
    isRefreshed = true
    keepToken(token("old", 5))
    await get("/things")
    expect(server.calls.map((call) => call.path)).toEqual(["/auth/refresh", "/things"])
  })

  it("that cannot be renewed is announced and the refusal thrown", async () => {
    isRefreshed = false
    keepToken(token("old"))
    const ended = vi.fn()
    const stop = onSessionEnd(ended)
    await expect(get("/things")).rejects.toMatchObject({ status: 401 })
    stop()
    expect(ended).toHaveBeenCalledOnce()
    expect(bearer()).toBeNull()
  })

  it("is not ended by a wrong password", async () => {
    await expect(post("/auth/token", { email: "a", password: "b" })).rejects.toMatchObject({ code: "access.wrong_credentials", message: "No coinciden" })
    expect(server.of("/auth/refresh")).toHaveLength(0)
  })
})

describe("a call", () => {
  it("carries the version it changes and brings back the server's problem", async () => {
    keepToken(token("new"))
    const problem = await patch("/things/1", { name: "x" }, 3).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({ status: 412, code: "stale", requestId: "r1" })
    expect(server.calls[0]?.headers.get("if-match")).toBe('"v3"')
  })

  it("that creates has a key of its own, or the one of its form", async () => {
    keepToken(token("new"))
    await post("/things", {}).catch(() => null)
    await post("/things", {}, { idempotencyKey: "form-1" }).catch((error: ApiProblem) => expect(error.errors[0]?.message).toBe("Falta"))
    const keys = server.calls.map((call) => call.headers.get("idempotency-key"))
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(keys[1]).toBe("form-1")
  })

  it("leaves empty filters out of its address and repeats lists", () => {
    expect(new URL(urlOf("/things", { q: "", a: undefined, b: null, id: [1, 2], active: false })).search).toBe("?id=1&id=2&active=false")
  })
})
