import createClient from "openapi-fetch"
import { send } from "./http"
import { problemOf } from "./problem"
import type { paths } from "./schema"

/** The typed client of openapi.json: paths, parameters and bodies are checked by the compiler. */
export const api = createClient<paths>({ baseUrl: "", fetch: send })

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** The data of an `api` call, or its ApiProblem thrown: `await data(api.GET("/api/v1/products"))`. */
export async function data<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call
  if (!answer.response.ok) throw await problemOf(answer.response)
  return answer.data as T
}
