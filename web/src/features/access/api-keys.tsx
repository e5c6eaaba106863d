import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Copy, Plus } from "lucide-react"
import { useState, type FormEvent } from "react"
import { newKey } from "@/api/http"
import { useFormat } from "@/lib/format"
import { Badge } from "@/ui/badge"
import { Button } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { Dialog } from "@/ui/dialog"
import { Field, Input, Select } from "@/ui/field"
import { Note } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { createKey, keysQuery, revokeKey } from "./api"
import type { ApiKey } from "./types"

/** Keys with which programs call the API as this person. */
export function ApiKeys() {
  const { t } = useLingui()
  const { date } = useFormat()
  const client = useQueryClient()
  const keys = useQuery(keysQuery)
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: keysQuery.queryKey })
  if (keys.isPending) return <Skeleton className="h-16 w-full" />
  return (
    <div className="grid gap-3">
      {keys.data?.length === 0 && <p className="text-sm text-ink-soft">{t`With a key, a program calls the API with your rights. There are none yet.`}</p>}
      <ul className="grid gap-3">
        {keys.data?.map((key) => (
          <li key={key.id} className="flex items-center gap-3 text-sm">
            <div className="min-w-0 flex-1">
              <div className="truncate font-medium">{key.name}</div>
              <div className="text-xs text-ink-faint">{key.prefix}… · {key.expires_at ? t`until ${date(key.expires_at)}` : t`without end`}</div>
            </div>
            {key.revoked_at ? <Badge>{t`Revoked`}</Badge> : <Button size="sm" look="danger" onClick={() => setRevoking(key)}>{t`Revoke`}</Button>}
          </li>
        ))}
      </ul>
      <div><Button icon={<Plus size={14} />} onClick={() => setMaking(true)}>{t`New key`}</Button></div>
      {making && <NewKey onClose={() => setMaking(false)} onMade={() => void refresh()} />}
      <Confirm
        open={revoking !== null} onOpenChange={() => setRevoking(null)} isDangerous title={t`Revoke this key?`} action={t`Revoke`}
        onConfirm={() => (revoking ? revokeKey(revoking.id).then(refresh) : Promise.resolve())}
      >
        {t`Programs that use “${revoking?.name ?? ""}” stop working at once. This cannot be undone.`}
      </Confirm>
    </div>
  )
}

function NewKey({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const { t } = useLingui()
  const [intention] = useState(newKey)
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<ApiKey | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    try {
      setMade(await createKey(String(form.get("name")), Number(form.get("days")) || null, intention))
      onMade()
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }
  const copy = () => void navigator.clipboard.writeText(made?.secret ?? "").then(() => done(t`Copied`))
  return (
    <Dialog open onOpenChange={onClose} title={t`New key`}>
      {made ? (
        <div className="grid gap-3">
          <Note tone="warn">{t`Copy it now: it is shown only this once.`}</Note>
          <div className="flex gap-2">
            <Input readOnly value={made.secret ?? ""} aria-label={t`Secret`} onFocus={(event) => event.target.select()} />
            <Button icon={<Copy size={14} />} onClick={copy}>{t`Copy`}</Button>
          </div>
        </div>
      ) : (
        <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
          <Field label={t`What it is for`}><Input name="name" required maxLength={80} autoFocus /></Field>
          <Field label={t`Good for`}>
            <Select name="days" defaultValue="365">
              <option value="30">{t`30 days`}</option>
              <option value="365">{t`One year`}</option>
              <option value="">{t`Without end`}</option>
            </Select>
          </Field>
          <div><Button type="submit" look="primary" busy={busy}>{t`Make the key`}</Button></div>
        </form>
      )}
    </Dialog>
  )
}
