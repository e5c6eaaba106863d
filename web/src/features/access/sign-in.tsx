import { useLingui } from "@lingui/react/macro"
import { useNavigate, useSearch } from "@tanstack/react-router"
import { useState, type FormEvent } from "react"
import { problemWords } from "@/lib/problem-words"
import { Button } from "@/ui/button"
import { Field, Input } from "@/ui/field"
import { Note } from "@/ui/page"
import { signIn } from "./api"
import { Door } from "./door"

const isInside = (path: string | undefined) => path?.startsWith("/") && !path.startsWith("//")

/** Sign in with e-mail and password, then back to where the person was going. */
export function SignInPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(null)
    try {
      await signIn(String(form.get("email")), String(form.get("password")))
      await navigate({ href: isInside(next) ? next : "/", replace: true } as never)
    } catch (problem) {
      setError(problemWords(problem).title)
      setBusy(false)
    }
  }
  return (
    <Door title={t`Sign in`} description={t`With the e-mail and password of your company account.`}>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
        {error && <Note tone="bad">{error}</Note>}
        <Field label={t`E-mail`}><Input name="email" type="email" autoComplete="username" required autoFocus /></Field>
        <Field label={t`Password`}><Input name="password" type="password" autoComplete="current-password" required /></Field>
        <Button type="submit" look="primary" size="lg" busy={busy}>{t`Sign in`}</Button>
      </form>
    </Door>
  )
}
