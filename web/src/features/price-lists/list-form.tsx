import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState, type FormEvent } from "react"
import { get, newKey } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import { useMe } from "@/lib/me"
import { Button } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Field, Input, Select, Switch } from "@/ui/field"
import { failed } from "@/ui/toast"
import { audiences, createList, editList, groupsQuery, path, type Audience, type PriceList } from "./api"
import { CustomersField } from "./customers"
import { useAudienceWords } from "./words"

type Props = { list: PriceList | null; onClose: () => void; onSaved: (list: PriceList) => void }
type Channel = { id: number; name: string; currency: string }

/** A moment for an input of the browser, in the person's clock, and back. */
export const localMoment = (moment: string | null | undefined) => {
  if (!moment) return ""
  const at = new Date(moment)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
export const sentMoment = (typed: string) => (typed ? new Date(typed).toISOString() : null)

export function useChannels(): Channel[] {
  return useQuery({ queryKey: ["channels"], queryFn: ({ signal }) => get<{ items: Channel[] } | Channel[]>("/pricing/configurations", { limit: 200 }, signal), staleTime: 60_000, select: (found) => (Array.isArray(found) ? found : found.items) }).data ?? []
}

/** Begins a price list, or changes whom it is for and when it holds. */
export function ListForm({ list, onClose, onSaved }: Props) {
  const { t } = useLingui()
  const words = useAudienceWords()
  const me = useMe()
  const channels = useChannels()
  const { data: groups = [] } = useQuery(groupsQuery())
  const { data: named } = useQuery({ queryKey: ["price-list", list?.id, "customers"], queryFn: () => get<{ id: number; code: string; name: string }[]>(`${path}/${list?.id}/customers`), enabled: list?.audience === "customer" })
  const [key] = useState(newKey)
  const [draft, setDraft] = useState({
    code: list?.code ?? "", name: list?.name ?? "", audience: list?.audience ?? ("channel" as Audience), currency: list?.currency ?? me?.company.currency ?? "USD",
    configuration_id: list?.channel?.id ?? null, group_id: list?.group?.id ?? null, priority: list?.priority ?? 100,
    starts_at: localMoment(list?.starts_at), ends_at: localMoment(list?.ends_at), active: list?.active ?? true,
  })
  const [customers, setCustomers] = useState<{ id: number; code: string; name: string }[] | null>(null)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const chosen = customers ?? named ?? []
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setErrors({})
    const { active, audience, currency, ...rest } = draft
    const body = { ...rest, starts_at: sentMoment(draft.starts_at), ends_at: sentMoment(draft.ends_at), ...(audience === "customer" && (customers !== null || !list) && { customer_ids: chosen.map((one) => one.id) }) }
    try {
      onSaved(list ? await editList(list, { ...body, active }) : await createList({ ...body, audience, currency, customer_ids: body.customer_ids ?? [] }, key))
      onClose()
    } catch (problem) {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [one.pointer.split("/").filter((part) => part !== "body")[1] ?? "", one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0) failed(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Drawer
      open onOpenChange={(open) => !open && onClose()} title={list ? list.name : t`New price list`}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" type="submit" form="list-form" busy={busy}>{t`Save`}</Button></>}
    >
      <form id="list-form" noValidate onSubmit={(event) => void save(event)} className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Code`} required error={errors.code}><Input value={draft.code} maxLength={64} onChange={(typed) => change({ code: typed.target.value })} /></Field>
        <Field label={t`Name`} required error={errors.name}><Input value={draft.name} maxLength={200} onChange={(typed) => change({ name: typed.target.value })} /></Field>
        <Field label={t`For`} required error={errors.audience}>
          <Select value={draft.audience} disabled={list !== null} onChange={(typed) => change({ audience: typed.target.value as Audience, group_id: null })}>{audiences.map((one) => <option key={one} value={one}>{words[one]}</option>)}</Select>
        </Field>
        <Field label={t`Currency`} required error={errors.currency}><Input value={draft.currency} disabled={list !== null} maxLength={3} onChange={(typed) => change({ currency: typed.target.value.toUpperCase() })} /></Field>
        <Field label={t`Channel`} required={draft.audience === "channel"} error={errors.configuration_id} help={draft.audience === "channel" ? t`Gives markup, taxes and deductions` : t`Empty: in every channel`}>
          <Select value={draft.configuration_id ?? ""} onChange={(typed) => change({ configuration_id: typed.target.value ? Number(typed.target.value) : null, ...(!list && { currency: channels.find((one) => String(one.id) === typed.target.value)?.currency ?? draft.currency }) })}>
            <option value="">—</option>
            {channels.map((one) => <option key={one.id} value={one.id}>{one.name} ({one.currency})</option>)}
          </Select>
        </Field>
        {draft.audience === "segment" && (
          <Field label={t`Customer group`} required error={errors.group_id}>
            <Select value={draft.group_id ?? ""} onChange={(typed) => change({ group_id: typed.target.value ? Number(typed.target.value) : null })}>
              <option value="">—</option>
              {groups.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </Select>
          </Field>
        )}
        <Field label={t`Priority`} error={errors.priority} help={t`Of two lists that fit, the larger number wins.`}><Input type="number" min={1} max={1000} value={draft.priority} onChange={(typed) => change({ priority: Number(typed.target.value) })} /></Field>
        <Field label={t`Holds from`} error={errors.starts_at} help={t`Empty: always`}><Input type="datetime-local" value={draft.starts_at} onChange={(typed) => change({ starts_at: typed.target.value })} /></Field>
        <Field label={t`Holds until`} error={errors.ends_at} help={t`Empty: without end`}><Input type="datetime-local" value={draft.ends_at} onChange={(typed) => change({ ends_at: typed.target.value })} /></Field>
        {draft.audience === "customer" && <CustomersField chosen={chosen} error={errors.customer_ids} onChange={setCustomers} />}
        {list && <Switch label={t`In use`} checked={draft.active} onChange={(typed) => change({ active: typed.target.checked })} className="self-end pb-2" />}
      </form>
    </Drawer>
  )
}
