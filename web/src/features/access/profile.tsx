import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useMemo, useState, type FormEvent } from "react"
import * as z from "zod/mini"
import { ApiProblem } from "@/api/problem"
import { isLang, languages, speak } from "@/i18n"
import { showProblem, useSchemaForm } from "@/lib/form"
import { meQuery, useCan, useMe } from "@/lib/me"
import { setTheme, useTheme, type Theme } from "@/lib/theme"
import { Button } from "@/ui/button"
import { Field, Input, Select } from "@/ui/field"
import { Card, Facts, Page } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import { ApiKeys } from "./api-keys"
import { changePassword, editMe } from "./api"
import { Sessions } from "./sessions"
import type { RoleName } from "./types"
import { useRoleWords } from "./words"

/** One's own name, language, theme, password, open sessions and API keys. */
export function ProfilePage() {
  const { t } = useLingui()
  const can = useCan()
  const me = useMe()
  const words = useRoleWords()
  if (!me) return null
  return (
    <Page title={t`My profile`} description={me.email}>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t`About me`}>
          <AboutMe />
          <div className="mt-4">
            <Facts
              columns={1}
              items={[
                [t`Roles`, me.roles.map((role) => words[role as RoleName]?.name ?? role).join(", ")],
                [t`Locations`, me.locations === null ? t`All locations` : me.locations.map((place) => place.name).join(", ")],
              ]}
            />
          </div>
        </Card>
        <Card title={t`Password`}><PasswordForm /></Card>
        <Card title={t`Open sessions`}><Sessions /></Card>
        {can("access.create_api_key") && <Card title={t`API keys`}><ApiKeys /></Card>}
      </div>
    </Page>
  )
}

function AboutMe() {
  const { t, i18n } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const theme = useTheme()
  const [name, setName] = useState(me?.name ?? "")
  const save = async (change: { name?: string; lang?: string }) => {
    try {
      if (isLang(change.lang)) await speak(change.lang)
      client.setQueryData(meQuery.queryKey, await editMe(change))
      done(t`Profile saved`)
    } catch (problem) {
      failed(problem)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save({ name: name.trim() })
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <div className="flex items-end gap-2">
        <Field label={t`Name`} className="flex-1"><Input value={name} required maxLength={120} autoComplete="name" onChange={(event) => setName(event.target.value)} /></Field>
        <Button type="submit" disabled={!name.trim() || name === me?.name}>{t`Save`}</Button>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Language`}>
          <Select value={i18n.locale} onChange={(event) => void save({ lang: event.target.value })}>
            {Object.entries(languages).map(([lang, label]) => <option key={lang} value={lang}>{label}</option>)}
          </Select>
        </Field>
        <Field label={t`Theme`}>
          <Select value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
            <option value="system">{t`As the system`}</option>
            <option value="light">{t`Light`}</option>
            <option value="dark">{t`Dark`}</option>
          </Select>
        </Field>
      </div>
    </form>
  )
}

function PasswordForm() {
  const { t } = useLingui()
  const schema = useMemo(
    () =>
      z.object({
        current: z.string().check(z.minLength(1, t`Write your present password.`)),
        new: z.string().check(z.minLength(12, t`Use at least 12 characters; a phrase will do.`)),
      }),
    [t],
  )
  const form = useSchemaForm(schema, { current: "", new: "" })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (values) => {
    try {
      await changePassword(values.current, values.new)
      form.reset()
      done(t`Password changed`, { detail: t`Your other sessions were ended.` })
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === "access.wrong_credentials") form.setError("current", { message: t`This is not your present password.` }, { shouldFocus: true })
      else if (!showProblem(form, problem)) failed(problem)
    }
  })
  return (
    <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={t`Present password`} error={errors.current?.message}><Input type="password" autoComplete="current-password" {...form.register("current")} /></Field>
      <Field label={t`New password`} error={errors.new?.message} help={t`At least 12 characters; a phrase is easy to remember.`}>
        <Input type="password" autoComplete="new-password" {...form.register("new")} />
      </Field>
      <div><Button type="submit" look="primary" busy={isSubmitting}>{t`Change password`}</Button></div>
    </form>
  )
}
