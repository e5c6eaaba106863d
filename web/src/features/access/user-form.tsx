import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import * as z from "zod/mini"
import { newKey } from "@/api/http"
import { languages, type Lang } from "@/i18n"
import { showProblem, useSchemaForm } from "@/lib/form"
import { listKey } from "@/lib/list"
import { useCan } from "@/lib/me"
import { Button } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Checkbox, Field, Input, Select } from "@/ui/field"
import { Note } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import { createUser, editUser, placesQuery } from "./api"
import { roleNames, type RoleName, type User } from "./types"
import { useRoleWords } from "./words"

type Values = { name: string; email: string; password: string; lang: string; roles: string[]; isConfined: boolean; places: string[] }

function useSchema(isNew: boolean) {
  const { t } = useLingui()
  return useMemo(
    () =>
      z.object({
        name: z.string().check(z.trim(), z.minLength(1, t`Write the person's name.`)),
        email: z.string().check(z.trim(), z.email(t`Write an e-mail address.`)),
        password: z.string().check(z.refine((value) => (value === "" ? !isNew : value.length >= 12), t`Use at least 12 characters; a phrase will do.`)),
        lang: z.string(),
        roles: z.array(z.string()).check(z.minLength(1, t`Choose at least one role.`)),
        isConfined: z.boolean(),
        places: z.array(z.string()),
      }).check(z.refine((values) => !values.isConfined || values.places.length > 0, { path: ["places"], error: t`Choose at least one location.` })),
    [t, isNew],
  )
}

const valuesOf = (user: User | null): Values => ({
  name: user?.name ?? "",
  email: user?.email ?? "",
  password: "",
  lang: user?.lang ?? "es",
  roles: user?.roles ?? [],
  isConfined: user?.location_ids != null,
  places: user?.location_ids?.map(String) ?? [],
})

/** Creates an account or changes one; a change ends the account's sessions, so that it counts at once. */
export function UserForm({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const can = useCan()
  const [key] = useState(newKey)
  const form = useSchemaForm<Values>(useSchema(user === null), valuesOf(user))
  const { errors, isSubmitting } = form.formState
  const mayEdit = can(user ? "access.edit_user" : "access.create_user")
  const changed = () => client.invalidateQueries({ queryKey: listKey("/users") })

  const submit = form.handleSubmit(async (values) => {
    const shared = { name: values.name, lang: values.lang as Lang, roles: values.roles as RoleName[], location_ids: values.isConfined ? values.places.map(Number) : null }
    try {
      if (user) await editUser(user, { ...shared, ...(values.password && { password: values.password }) })
      else await createUser({ ...shared, email: values.email, password: values.password }, key)
      await changed()
      done(user ? t`User saved` : t`User created`)
      onClose()
    } catch (problem) {
      if (!showProblem(form, problem)) failed(problem)
      await changed()
    }
  })
  const setActive = async (active: boolean) => {
    if (!user) return
    try {
      const now = await editUser(user, { active })
      await changed()
      done(active ? t`User activated` : t`User deactivated`, { undo: () => void editUser(now, { active: !active }).then(changed).catch(failed) })
      onClose()
    } catch (problem) {
      failed(problem)
    }
  }
  const foot = mayEdit && (
    <>
      {user && <Button look={user.active ? "danger" : "plain"} className="mr-auto" onClick={() => void setActive(!user.active)}>{user.active ? t`Deactivate` : t`Activate`}</Button>}
      <Button onClick={onClose}>{t`Cancel`}</Button>
      <Button look="primary" type="submit" form="user-form" busy={isSubmitting}>{t`Save`}</Button>
    </>
  )
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={user ? user.name : t`New user`} description={user?.email} footer={foot}>
      <form id="user-form" noValidate onSubmit={(event) => void submit(event)}>
        <fieldset disabled={!mayEdit} className="grid gap-4">
          {user && !user.active && <Note>{t`This account is inactive: it cannot come in, and its name stays in the audit trail.`}</Note>}
          <Field label={t`Name`} error={errors.name?.message}><Input autoComplete="off" {...form.register("name")} /></Field>
          {!user && <Field label={t`E-mail`} error={errors.email?.message}><Input type="email" autoComplete="off" {...form.register("email")} /></Field>}
          <Field label={user ? t`New password` : t`First password`} error={errors.password?.message} help={user ? t`Leave it empty to keep the present one.` : t`The person can change it under “My profile”.`}>
            <Input type="password" autoComplete="new-password" {...form.register("password")} />
          </Field>
          <Field label={t`Language`}>
            <Select {...form.register("lang")}>{Object.entries(languages).map(([lang, name]) => <option key={lang} value={lang}>{name}</option>)}</Select>
          </Field>
          <RoleChecks form={form} error={errors.roles?.message} />
          <PlaceChecks form={form} error={errors.places?.message} />
        </fieldset>
      </form>
    </Drawer>
  )
}

type Part = { form: ReturnType<typeof useSchemaForm<Values>>; error?: string }

function RoleChecks({ form, error }: Part) {
  const { t } = useLingui()
  const words = useRoleWords()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-sm font-medium">{t`Roles`}</legend>
      {roleNames.map((role) => (
        <Checkbox key={role} value={role} {...form.register("roles")} label={<>{words[role].name} <span className="text-ink-faint">· {words[role].does}</span></>} />
      ))}
      {error && <p role="alert" className="text-xs text-bad">{error}</p>}
    </fieldset>
  )
}

function PlaceChecks({ form, error }: Part) {
  const { t } = useLingui()
  const places = useQuery(placesQuery).data
  const isConfined = form.watch("isConfined")
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-sm font-medium">{t`Locations`}</legend>
      <Checkbox {...form.register("isConfined")} label={t`Only some locations: the rest does not exist for this person`} />
      {isConfined && (
        <div className="ml-6 grid max-h-52 gap-1 overflow-y-auto rounded border p-2">
          {places?.map((place) => <Checkbox key={place.id} value={String(place.id)} {...form.register("places")} label={`${place.code} · ${place.name}`} />)}
          {places?.length === 0 && <p className="text-sm text-ink-faint">{t`There are no locations yet.`}</p>}
        </div>
      )}
      {error && <p role="alert" className="text-xs text-bad">{error}</p>}
    </fieldset>
  )
}
