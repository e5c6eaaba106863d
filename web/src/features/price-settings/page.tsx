import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useMemo, useState, type FormEvent } from "react"
import { del, get, newKey, patch, post } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import type { Schema } from "@/api/types"
import { useFormat } from "@/lib/format"
import { listKey, useList } from "@/lib/list"
import { useCan, useMe } from "@/lib/me"
import { Badge } from "@/ui/badge"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Empty } from "@/ui/empty"
import { Field, Input, Select } from "@/ui/field"
import { Card, Page } from "@/ui/page"
import { DataTable, type Column } from "@/ui/table"
import { done, failed } from "@/ui/toast"

type Rate = Schema<"RateView">
type Policy = Schema<"PolicyView">
const path = "/pricing/exchange-rates"

/** What currencies are worth, and what the company allows below cost. */
export function PriceSettingsPage() {
  const { t } = useLingui()
  return (
    <Page title={t`Rates and policy`} description={t`What currencies are worth from a day on, and what happens with prices below cost.`}>
      <PolicyCard />
      <RatesCard />
    </Page>
  )
}

function PolicyCard() {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const { data } = useQuery({ queryKey: ["price-policy"], queryFn: ({ signal }) => get<Policy>("/pricing/policy", undefined, signal) })
  const [typed, setTyped] = useState<{ below_cost?: string; approval_threshold_percent?: string | null }>({})
  if (!data) return null
  const canEdit = can("prices.edit_policy")
  const save = (event: FormEvent) => {
    event.preventDefault()
    patch<Policy>("/pricing/policy", typed, data.version).then((now) => {
      client.setQueryData(["price-policy"], now)
      setTyped({})
      done(t`Policy saved`)
    }, (problem: unknown) => {
      failed(problem)
      void client.invalidateQueries({ queryKey: ["price-policy"] })
    })
  }
  return (
    <Card title={t`Policy`}>
      <form onSubmit={save} className="flex flex-wrap items-end gap-4">
        <Field label={t`Prices below cost`} className="w-80 max-sm:w-full">
          <Select disabled={!canEdit} value={typed.below_cost ?? data.below_cost} onChange={(event) => setTyped((old) => ({ ...old, below_cost: event.target.value }))}>
            <option value="block">{t`Block: never published`}</option><option value="warn">{t`Warn: published with a warning`}</option><option value="off">{t`Off: nothing is said`}</option>
          </Select>
        </Field>
        <Field label={t`Approval from a change of (%)`} className="w-64 max-sm:w-full"><DecimalInput disabled={!canEdit} value={typed.approval_threshold_percent ?? data.approval_threshold_percent} onValue={(value) => setTyped((old) => ({ ...old, approval_threshold_percent: value }))} /></Field>
        {canEdit && <Button type="submit" look="primary" disabled={Object.keys(typed).length === 0 || typed.approval_threshold_percent === null || typed.approval_threshold_percent === ""}>{t`Save`}</Button>}
      </form>
    </Card>
  )
}

function RatesCard() {
  const { t } = useLingui()
  const can = useCan()
  const canEdit = can("prices.edit_exchange_rate")
  const { date, number } = useFormat()
  const client = useQueryClient()
  const list = useList<Rate>(path)
  const columns = useMemo<Column<Rate>[]>(() => {
    const remove = (row: Rate) => void del(`${path}/${row.id}`, row.version).then(() => done(t`Rate deleted`), failed).finally(() => void client.invalidateQueries({ queryKey: listKey(path) }))
    return [
      { id: "pair", header: t`Currencies`, width: 130, isFixed: true, cell: (row) => `${row.currency} → ${row.to_currency}` },
      { id: "valid_on", header: t`From`, width: 120, cell: (row) => date(row.valid_on) },
      { id: "rate", header: t`Rate`, width: 150, align: "right", cell: (row) => number(row.rate, 10) },
      { id: "in_force", header: t`State`, width: 110, cell: (row) => row.in_force && <Badge tone="good">{t`In force`}</Badge> },
      { id: "source", header: t`Source`, width: 160, grow: 1, cell: (row) => row.source ?? "—" },
      { id: "author", header: t`Written by`, width: 140, cell: (row) => row.author_name },
      { id: "delete", header: t`Delete`, width: 100, cell: (row) => canEdit && <Button size="sm" onClick={() => remove(row)} aria-label={t`Delete ${row.currency} ${row.valid_on}`}>{t`Delete`}</Button> },
    ]
  }, [t, date, number, canEdit, client])
  return (
    <Card title={t`Exchange rates`}>
      {canEdit && <RateForm onSaved={() => void client.invalidateQueries({ queryKey: listKey(path) })} />}
      <div className="mt-4 h-72"><DataTable<Rate> id="exchange-rates" label={t`Exchange rates`} {...list} columns={columns} rowKey={(row) => String(row.id)} renderCard={(row) => <p className="tabular flex justify-between gap-3 text-sm"><span>{row.currency} → {row.to_currency} · {date(row.valid_on)}</span><span className="font-medium">{number(row.rate, 10)}</span></p>} empty={<Empty title={t`No exchange rates yet`}>{t`Costs in other currencies need one; they are never mixed without it.`}</Empty>} /></div>
    </Card>
  )
}

function RateForm({ onSaved }: { onSaved: () => void }) {
  const { t } = useLingui()
  const own = useMe()?.company.currency ?? "USD"
  const [key, setKey] = useState(newKey)
  const [draft, setDraft] = useState({ currency: "", to_currency: own, valid_on: "", rate: "" as string | null, source: "" })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const save = (event: FormEvent) => {
    event.preventDefault()
    setErrors({})
    post<Rate>(path, { ...draft, rate: draft.rate || "0", valid_on: draft.valid_on || null, source: draft.source || null }, { idempotencyKey: key }).then(() => {
      setKey(newKey())
      change({ rate: "", source: "" })
      onSaved()
      done(t`Rate saved`)
    }, (problem: unknown) => {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [one.pointer.replace(/^\/(body\/)?/, ""), one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0) failed(problem)
    })
  }
  return (
    <form onSubmit={save} noValidate className="grid grid-cols-2 items-start gap-3 sm:grid-cols-3 xl:grid-cols-[repeat(5,minmax(0,1fr))_auto]">
      <Field label={t`One unit of`} error={errors.currency} help={t`Three letters, such as EUR`}><Input value={draft.currency} maxLength={3} onChange={(typed) => change({ currency: typed.target.value.toUpperCase() })} /></Field>
      <Field label={t`is worth`} error={errors.rate}><DecimalInput value={draft.rate ?? ""} onValue={(rate) => change({ rate })} /></Field>
      <Field label={t`of`} error={errors.to_currency}><Input value={draft.to_currency} maxLength={3} onChange={(typed) => change({ to_currency: typed.target.value.toUpperCase() })} /></Field>
      <Field label={t`from the day`} error={errors.valid_on}><Input type="date" value={draft.valid_on} onChange={(typed) => change({ valid_on: typed.target.value })} /></Field>
      <Field label={t`Source`}><Input value={draft.source} maxLength={200} onChange={(typed) => change({ source: typed.target.value })} /></Field>
      <Button type="submit" look="primary" className="col-span-full sm:col-span-1 sm:mt-6">{t`Record rate`}</Button>
    </form>
  )
}
