import { QueryClient } from "@tanstack/react-query"
import { ApiProblem } from "@/api/problem"

const isFinal = (error: unknown) => error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429

/** The one cache of server answers. A refusal is not asked again; a broken line is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, gcTime: 10 * 60_000, retry: (count, error) => count < 2 && !isFinal(error), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
