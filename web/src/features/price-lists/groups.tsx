import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Plus, Trash2 } from "lucide-react"
import { useState } from "react"
import { get, newKey } from "@/api/http"
import type { Page } from "@/api/types"
import { useFormat } from "@/lib/format"
import { Button, IconButton } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Empty } from "@/ui/empty"
import { Field, Input } from "@/ui/field"
import { Skeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { createGroup, editGroup, groupsQuery, removeGroup, type Group } from "./api"
import { CustomersField, type Customer } from "./customers"

type Editing = { group: Group | null; code: string; name: string; priority: string; customers: Customer[] | null }

/** Groups of customers that prices are stated for, the one that wins first. */
export function GroupsDrawer({ canEdit, onClose }: { canEdit: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const client = useQueryClient()
  const { data: groups } = useQuery(groupsQuery())
  const [open, setOpen] = useState<Editing | null>(null)
  const changed = () => void client.invalidateQueries({ queryKey: groupsQuery().queryKey })
  const remove = async (group: Group) => {
    try {
      await removeGroup(group)
      done(t`Group removed`)
      changed()
    } catch (problem) {
      failed(problem)
    }
  }
  const begin = (group: Group | null) => setOpen({ group, code: group?.code ?? "", name: group?.name ?? "", priority: String(group?.priority ?? 100), customers: group ? null : [] })
  return (
    <Drawer open onOpenChange={(is) => !is && onClose()} title={t`Customer groups`} description={t`A customer in two groups pays by the group with the larger priority. Customers whose segment is the group's code or name belong to it too.`}>
      {open ? <Form start={open} onClose={() => setOpen(null)} onSaved={changed} /> : (
        <div className="grid gap-3">
          {canEdit && <Button icon={<Plus size={14} />} className="justify-self-start" onClick={() => begin(null)}>{t`New group`}</Button>}
          {groups === undefined ? <Skeleton className="h-24 w-full" /> : groups.length === 0 ? <Empty title={t`There are no groups yet`}>{t`Make one to state prices for wholesalers, restaurants or a region.`}</Empty> : (
            <ul className="grid gap-2">
              {groups.map((group) => (
                <li key={group.id} className="card flex items-center gap-3 p-3 text-sm">
                  <div className="min-w-0 flex-1">
                    <p className="truncate font-medium">{group.name} <span className="font-normal text-ink-faint">{group.code}</span></p>
                    <p className="text-ink-soft">{t`Priority ${number(group.priority)} · ${number(group.by_name)} by segment, ${number(group.named)} by hand · price lists: ${number(group.lists)}`}</p>
                  </div>
                  {canEdit && <Button size="sm" onClick={() => begin(group)}>{t`Edit`}</Button>}
                  {canEdit && group.lists === 0 && <IconButton size="sm" label={t`Remove ${group.name}`} onClick={() => void remove(group)}><Trash2 size={14} /></IconButton>}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Drawer>
  )
}

function Form({ start, onClose, onSaved }: { start: Editing; onClose: () => void; onSaved: () => void }) {
  const { t } = useLingui()
  const [key] = useState(newKey)
  const [draft, setDraft] = useState(start)
  const ids = start.group?.customer_ids ?? []
  const { data: known } = useQuery({
    queryKey: ["customers-named", ids],
    queryFn: async () => (await Promise.all(ids.slice(0, 200).map((id) => get<Page<Customer>["items"][number]>(`/customers/${id}`)))),
    enabled: ids.length > 0,
  })
  const chosen = draft.customers ?? known ?? []
  const save = async () => {
    try {
      const body = { code: draft.code, name: draft.name, priority: Number(draft.priority) }
      if (start.group) await editGroup(start.group, { ...body, ...(draft.customers && { customer_ids: draft.customers.map((one) => one.id) }) })
      else await createGroup({ ...body, customer_ids: chosen.map((one) => one.id) }, key)
      done(t`Group saved`)
      onSaved()
      onClose()
    } catch (problem) {
      failed(problem)
    }
  }
  return (
    <form className="grid gap-4 sm:grid-cols-2" onSubmit={(event) => { event.preventDefault(); void save() }}>
      <Field label={t`Code`} required><Input value={draft.code} maxLength={64} onChange={(typed) => setDraft({ ...draft, code: typed.target.value })} /></Field>
      <Field label={t`Name`} required><Input value={draft.name} maxLength={200} onChange={(typed) => setDraft({ ...draft, name: typed.target.value })} /></Field>
      <Field label={t`Priority`} help={t`The larger number wins.`}><Input type="number" min={1} max={1000} value={draft.priority} onChange={(typed) => setDraft({ ...draft, priority: typed.target.value })} /></Field>
      <CustomersField chosen={chosen} onChange={(customers) => setDraft({ ...draft, customers })} />
      <div className="flex justify-end gap-2 sm:col-span-2"><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" type="submit">{t`Save`}</Button></div>
    </form>
  )
}
