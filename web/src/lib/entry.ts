import { redirect } from "@tanstack/react-router"
import { get } from "@/api/http"
import { hasFreshToken, mayRenew, refresh } from "@/api/session"
import { isLang, speak } from "@/i18n"
import { i18n } from "@lingui/core"
import { meQuery } from "./me"
import { paths } from "./paths"
import { queryClient } from "./queries"

/** For the frame's `beforeLoad`: lets signed-in people through, sends others to sign in and back. */
export async function enter({ location }: { location: { href: string } }): Promise<void> {
  const isIn = hasFreshToken() || (mayRenew() && (await refresh()))
  if (!isIn) {
    const { needed } = await get<{ needed: boolean }>("/auth/setup").catch(() => ({ needed: false }))
    throw redirect({ to: (needed ? paths.setup : paths.signIn) as never, search: (needed ? {} : { next: location.href }) as never })
  }
  const me = await queryClient.ensureQueryData(meQuery)
  if (isLang(me.lang) && me.lang !== i18n.locale) await speak(me.lang)
}
