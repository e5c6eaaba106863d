import { ApiProblem } from "@/api/problem"
import { meQuery } from "./me"
import { queryClient } from "./queries"

/** For `beforeLoad` of a route: shows the permission-denied page to whom lacks the right. */
export const needs = (right: string) => async () => {
  const me = await queryClient.ensureQueryData(meQuery)
  if (!me.rights.includes(right)) throw new ApiProblem(403, { code: "forbidden" })
}
