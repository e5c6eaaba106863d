import { post } from "@/api/http"
import { keepToken } from "@/api/session"
import type { Token } from "@/api/types"
import { meQuery } from "@/lib/me"
import { queryClient } from "@/lib/queries"

async function come(token: Token): Promise<void> {
  keepToken(token)
  if (token.user) queryClient.setQueryData(meQuery.queryKey, token.user)
}

export const signIn = (email: string, password: string) => post<Token>("/auth/token", { email, password }).then(come)

export const setUp = (form: { token: string; name: string; email: string; password: string }) => post<Token>("/auth/setup", form).then(come)
