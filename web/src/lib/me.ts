import { queryOptions, useQuery } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { Me } from "@/api/types"

/** Who is signed in, with rights and company. */
export const meQuery = queryOptions({ queryKey: ["me"], queryFn: () => get<Me>("/auth/me"), staleTime: 5 * 60_000 })

/** The signed-in person, or undefined before that is known. */
export const useMe = (): Me | undefined => useQuery({ ...meQuery, enabled: false }).data

/** Asks whether the signed-in person may do something: `const can = useCan(); can("purchases.approve_order")`. */
export function useCan(): (right: string) => boolean {
  const me = useMe()
  return (right) => me?.rights.includes(right) ?? false
}
