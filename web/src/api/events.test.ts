import { expect, it } from "vitest"
import { fakeServer } from "@/lib/testing/server"
import { events } from "./events"
import { keepToken } from "./session"

const chunks = ["retry: 2000\n\ndata: {\"n\"", ":1}\n\n: still there\n\n", "data: {\"n\":2}\r\n\r\ndata: {\"n\":3}\n\n"]

fakeServer({
  "GET /jobs/1/events": () =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
          controller.close()
        },
      }),
    ),
})

it("reads events however the stream is cut, and skips what is no data", async () => {
  keepToken({ access_token: "t", token_type: "bearer", expires_in: 600 })
  const seen: unknown[] = []
  for await (const event of events("/jobs/1/events", new AbortController().signal)) seen.push(event)
  expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
})
