import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { Button } from "@/ui/button"
import { BulkResults, type RowResult } from "@/ui/bulk-results"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field, Select } from "@/ui/field"
import { failed } from "@/ui/toast"
import { channelsQuery, editMany, strategies, type SheetRow } from "./api"
import { useStrategyWords } from "./words"

/** Changes the chosen sheets in the same way and tells what became of each. */
export function BulkEdit({ rows, filter, count, onClose, onDone }: { rows: SheetRow[]; filter?: object; count: number; onClose: () => void; onDone: () => void }) {
  const { t } = useLingui()
  const words = useStrategyWords()
  const { data: channels = [] } = useQuery(channelsQuery)
  const [draft, setDraft] = useState({ strategy: "", target_margin_percent: "" as string | null, add: "", remove: "" })
  const [results, setResults] = useState<RowResult[] | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const apply = () => {
    setBusy(true)
    const edit = { ...(draft.strategy && { strategy: draft.strategy }), ...(draft.target_margin_percent && { target_margin_percent: draft.target_margin_percent }) }
    editMany({ ...(filter ? { filter } : { ids: rows.map((one) => one.id) }), change: edit, add_configuration_ids: draft.add ? [Number(draft.add)] : [], remove_configuration_ids: draft.remove ? [Number(draft.remove)] : [] })
      .then((answer) => {
        setResults(answer.results.map((one) => ({ ...one, id: one.id ?? 0 })))
        onDone()
      }, failed)
      .finally(() => setBusy(false))
  }
  if (results) return <BulkResults open onOpenChange={onClose} title={t`Change cost sheets`} results={results} nameOf={(id) => rows.find((one) => one.id === id)?.product.name ?? id} />
  const channel = (name: "add" | "remove", label: string) => (
    <Field label={label}><Select value={draft[name]} onChange={(typed) => change({ [name]: typed.target.value })}><option value="">—</option>{channels.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</Select></Field>
  )
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t`Change cost sheets`} description={t`${count} chosen; what stays empty is not changed.`} footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} onClick={apply}>{t`Apply`}</Button></>}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Strategy`}><Select value={draft.strategy} onChange={(typed) => change({ strategy: typed.target.value })}><option value="">—</option>{strategies.map((one) => <option key={one} value={one}>{words[one]}</option>)}</Select></Field>
        <Field label={t`Target margin (%)`}><DecimalInput value={draft.target_margin_percent ?? ""} onValue={(value) => change({ target_margin_percent: value })} /></Field>
        {channel("add", t`Add to the configuration`)}
        {channel("remove", t`Take out of the configuration`)}
      </div>
    </Dialog>
  )
}
