import { useLingui } from "@lingui/react/macro"
import { useNavigate } from "@tanstack/react-router"
import { useMemo, useState } from "react"
import * as z from "zod/mini"
import { showProblem, useSchemaForm } from "@/lib/form"
import { problemWords } from "@/lib/problem-words"
import { Button } from "@/ui/button"
import { Field, Input } from "@/ui/field"
import { Link } from "@/ui/link"
import { Note } from "@/ui/page"
import { paths } from "@/lib/paths"
import { setUp } from "./api"
import { Door } from "./door"

/** First start: whoever holds the one-time link becomes the first administrator. */
export function SetupPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [token] = useState(() => location.hash.slice(1))
  const [error, setError] = useState<string | null>(null)
  const schema = useMemo(
    () =>
      z.object({
        name: z.string().check(z.trim(), z.minLength(1, t`Write your name.`)),
        email: z.string().check(z.trim(), z.email(t`Write an e-mail address.`)),
        password: z.string().check(z.minLength(12, t`Use at least 12 characters; a phrase will do.`)),
      }),
    [t],
  )
  const form = useSchemaForm(schema, { name: "", email: "", password: "" })
  const { errors, isSubmitting } = form.formState

  const submit = form.handleSubmit(async (values) => {
    setError(null)
    try {
      await setUp({ token, ...values })
      await navigate({ to: "/", replace: true } as never)
    } catch (problem) {
      if (!showProblem(form, problem)) setError(problemWords(problem).title)
    }
  })
  if (!token) {
    return (
      <Door title={t`The set-up link is needed`} description={t`Open the complete link that the installation printed. To get a new one, run: fluxion init`}>
        <Link to={paths.signIn}>{t`I already have an account`}</Link>
      </Door>
    )
  }
  return (
    <Door title={t`Welcome to Fluxion`} description={t`Create the first account. It will administer the company.`}>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        {error && <Note tone="bad">{error}</Note>}
        <Field label={t`Your name`} error={errors.name?.message}><Input autoComplete="name" autoFocus {...form.register("name")} /></Field>
        <Field label={t`E-mail`} error={errors.email?.message}><Input type="email" autoComplete="username" {...form.register("email")} /></Field>
        <Field label={t`Password`} error={errors.password?.message} help={t`At least 12 characters; a phrase is easy to remember.`}>
          <Input type="password" autoComplete="new-password" {...form.register("password")} />
        </Field>
        <Button type="submit" look="primary" size="lg" busy={isSubmitting}>{t`Create the account`}</Button>
      </form>
    </Door>
  )
}
