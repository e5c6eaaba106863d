import { del, get, patch, post } from "@/api/http"
import { keepToken } from "@/api/session"
import type { Me, Page, Token } from "@/api/types"
import { meQuery } from "@/lib/me"
import { queryClient } from "@/lib/queries"
import type { ApiKey, Place, Role, Session, User, UserChange, UserDraft } from "./types"

function come(token: Token): void {
  queryClient.clear()
  keepToken(token)
  queryClient.setQueryData(meQuery.queryKey, token.user)
}

export const signIn = (email: string, password: string) => post<Token>("/auth/token", { email, password }).then(come)
export const setUp = (form: { token: string; name: string; email: string; password: string }) => post<Token>("/auth/setup", form).then(come)

export const createUser = (draft: UserDraft, idempotencyKey: string) => post<User>("/users", draft, { idempotencyKey })
export const editUser = (user: User, change: UserChange) => patch<User>(`/users/${user.id}`, change, user.version)

export const rolesQuery = { queryKey: ["roles"], queryFn: () => get<Role[]>("/roles"), staleTime: Infinity }
export const placesQuery = {
  queryKey: ["places"],
  queryFn: () => get<Page<Place>>("/locations", { limit: 200, sort: "code" }).then((page) => page.items),
  staleTime: 60_000,
}

export const editMe = (change: { name?: string; lang?: string }) => patch<Me>("/auth/me", change)
export const changePassword = (current: string, next: string) => post<void>("/auth/password", { current, new: next })

export const sessionsQuery = { queryKey: ["sessions"], queryFn: () => get<Session[]>("/sessions") }
export const endSession = (id: string) => del(`/sessions/${id}`)

export const keysQuery = { queryKey: ["api-keys"], queryFn: () => get<ApiKey[]>("/api-keys") }
export const createKey = (name: string, days: number | null, idempotencyKey: string) =>
  post<ApiKey>("/api-keys", { name, expires_in_days: days }, { idempotencyKey })
export const revokeKey = (id: number) => del(`/api-keys/${id}`)
