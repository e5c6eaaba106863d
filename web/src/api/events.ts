import { send, urlOf } from "./http"
import { problemOf } from "./problem"

/**
 * Live events of the API, read with fetch so that the token stays in a header.
 * Ends when the server closes the stream or the signal aborts.
 */
export async function* events<T>(path: string, signal: AbortSignal): AsyncGenerator<T> {
  const response = await send(new Request(urlOf(path), { signal, headers: { Accept: "text/event-stream" } }))
  if (!response.ok || !response.body) throw await problemOf(response)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let waiting = ""
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    waiting += value.replace(/\r\n/g, "\n")
    const blocks = waiting.split("\n\n")
    waiting = blocks.pop() ?? ""
    for (const block of blocks) {
      const text = dataOf(block)
      if (text) yield JSON.parse(text) as T
    }
  }
}

const dataOf = (block: string) =>
  block
    .split("\n")
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trimStart())
    .join("\n")
