import { i18n } from "@lingui/core"
import { send, urlOf, type Query } from "./http"
import { ApiProblem, problemOf } from "./problem"
import { bearer, hasFreshToken, refresh } from "./session"

/** Saves a file of the API under the name the server gives it; what it is made of goes along as `body`. */
export async function download(path: string, query?: Query, fallbackName = "fluxion", body?: unknown): Promise<void> {
  const posted = body === undefined ? undefined : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }
  const response = await send(new Request(urlOf(path, query), posted))
  if (!response.ok) throw await problemOf(response)
  const link = document.createElement("a")
  link.href = URL.createObjectURL(await response.blob())
  link.download = nameOf(response.headers.get("content-disposition")) ?? fallbackName
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function nameOf(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? "")?.[1] ?? null
}

/** Sends a multipart form, telling how much has gone out (0..1). */
export async function upload<T>(path: string, form: FormData, options: { idempotencyKey: string; onProgress?: (share: number) => void; signal?: AbortSignal }): Promise<T> {
  if (!hasFreshToken()) await refresh()
  return new Promise<T>((resolve, reject) => {
    const call = new XMLHttpRequest()
    call.open("POST", urlOf(path))
    call.setRequestHeader("Authorization", `Bearer ${bearer()}`)
    call.setRequestHeader("Accept-Language", i18n.locale)
    call.setRequestHeader("Idempotency-Key", options.idempotencyKey)
    call.upload.onprogress = (event) => event.lengthComputable && options.onProgress?.(event.loaded / event.total)
    call.onerror = () => reject(new ApiProblem(0, { code: "offline", detail: "offline" }))
    call.onabort = () => reject(new DOMException("aborted", "AbortError"))
    call.onload = () => {
      const answer = new Response(call.status === 204 ? null : call.responseText, { status: call.status, headers: { "content-type": "application/json" } })
      if (answer.ok) resolve(JSON.parse(call.responseText) as T)
      else void problemOf(answer).then(reject)
    }
    options.signal?.addEventListener("abort", () => call.abort())
    call.send(form)
  })
}
