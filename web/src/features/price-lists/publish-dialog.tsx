import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { ApiProblem } from "@/api/problem"
import { useFormat } from "@/lib/format"
import { Button } from "@/ui/button"
import { Dialog } from "@/ui/dialog"
import { Field, Input, Textarea } from "@/ui/field"
import { Note } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import { listQuery, publishList, whatIfQuery, type PriceList } from "./api"
import { sentMoment } from "./list-form"
import { WhatIfDetails } from "./what-if"

/** What publishing would do, when it is to start, and the act itself. */
export function PublishDialog({ list, onClose, onChanged }: { list: PriceList; onClose: () => void; onChanged: (list: PriceList) => void }) {
  const { t } = useLingui()
  const { time } = useFormat()
  const client = useQueryClient()
  const [when, setWhen] = useState("")
  const [note, setNote] = useState("")
  const [error, setError] = useState<string>()
  const [isStale, setIsStale] = useState(false)
  const [busy, setBusy] = useState(false)
  const startsAt = sentMoment(when) ?? undefined
  const { data: found } = useQuery(whatIfQuery(list, startsAt))
  const publish = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const after = await publishList(list, { starts_at: startsAt, note: note.trim() || undefined })
      onChanged(after)
      done(after.open_version?.state === "waiting" ? t`Sent to be approved` : startsAt ? t`Scheduled for ${time(startsAt)}` : t`Published: the prices are in force`)
      onClose()
    } catch (problem) {
      const first = problem instanceof ApiProblem ? problem.errors.find((one) => one.pointer.includes("starts_at")) : undefined
      if (first) setError(first.message)
      else failed(problem)
      if (problem instanceof ApiProblem && problem.status === 412) {
        setIsStale(true)
        void client.invalidateQueries({ queryKey: listQuery(list.id).queryKey })
      }
    } finally {
      setBusy(false)
    }
  }
  const blocked = found !== undefined && (found.below_floor ?? 0) + found.not_protected > 0 && found.below_floor_policy === "block"
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} size="lg" title={t`Publish ${list.name}`} description={t`What changes for whoever buys by this list.`}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="primary" busy={busy} disabled={blocked || found === undefined} onClick={() => void publish()}>{found?.needs_approval ? t`Send to be approved` : when ? t`Schedule` : t`Publish now`}</Button>
        </>
      }
    >
      <div className="grid gap-4">
        {isStale && <Note tone="bad">{t`Somebody changed the list meanwhile. This is what publishing would do now: look again before you publish.`}</Note>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Takes effect`} help={t`Empty: at once`} error={error}><Input type="datetime-local" value={when} onChange={(typed) => setWhen(typed.target.value)} /></Field>
          <Field label={t`Note`}><Textarea rows={2} value={note} maxLength={4000} onChange={(typed) => setNote(typed.target.value)} /></Field>
        </div>
        <WhatIfDetails list={list} startsAt={startsAt} />
      </div>
    </Dialog>
  )
}
