import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { useEffect, useState } from "react"
import { newKey } from "@/api/http"
import { useMe } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { DownloadButton, ExportMenu } from "@/ui/download"
import { Field, Input, Select, Switch } from "@/ui/field"
import { Note, Page } from "@/ui/page"
import { done, failed } from "@/ui/toast"
import { caseOf, channelsQuery, forget, keep, newCase, scenarioQuery, scenariosQuery, sentOf, type Case, type Scenario } from "./api"
import { CaseCard } from "./case-card"

export type Search = { scenario?: number }
const MOST = 12

/** A price at once, without a product: several calculations side by side, kept, shared and exported. */
export function CalculatorPage() {
  const { t } = useLingui()
  const currency = useMe()?.company.currency ?? "USD"
  const [{ scenario }, setSearch] = useFilters<Search>()
  const { data: channels = [] } = useQuery(channelsQuery)
  const { data: kept } = useQuery({ ...scenarioQuery(scenario ?? 0), enabled: scenario !== undefined })
  const [cases, setCases] = useState<Case[]>(() => [newCase(t`Scenario ${1}`, currency)])
  useEffect(() => {
    if (kept) setCases(kept.cases.map((one) => caseOf(one, currency)))
  }, [kept, currency])
  const change = (place: number, part: Partial<Case>) => setCases((old) => old.map((one, index) => (index === place ? { ...one, ...part } : one)))
  const add = () => setCases((old) => [...old, { ...(old.at(-1) ?? newCase("", currency)), name: t`Scenario ${old.length + 1}` }])
  return (
    <Page title={t`Calculator`} description={t`Type a cost and see the price, the margin and where the money goes; nothing is kept until you save it.`} actions={<ScenarioBar cases={cases} kept={scenario === undefined ? undefined : kept} onOpen={(id) => setSearch({ scenario: id })} />}>
      {kept && !kept.is_mine && <Note>{t`${kept.owner_name} shared this scenario; saving makes a copy of your own.`}</Note>}
      <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {cases.map((one, place) => <CaseCard key={place} value={one} channels={channels} onChange={(part) => change(place, part)} onRemove={cases.length > 1 ? () => setCases((old) => old.filter((_, index) => index !== place)) : undefined} />)}
        {cases.length < MOST && <Button icon={<Plus size={15} />} onClick={add} className="min-h-24 justify-center">{t`Compare another scenario`}</Button>}
      </div>
    </Page>
  )
}

type BarProps = { cases: Case[]; kept?: Scenario; onOpen: (id: number | undefined) => void }

function ScenarioBar({ cases, kept, onOpen }: BarProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data: heads = [] } = useQuery(scenariosQuery)
  const [key, setKey] = useState(newKey)
  const [name, setName] = useState("")
  const [isShared, setShared] = useState(false)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    setName(kept?.name ?? "")
    setShared(kept?.is_shared ?? false)
  }, [kept])
  const act = async (verb: () => Promise<void>) => {
    setBusy(true)
    await verb().catch(failed)
    await client.invalidateQueries({ queryKey: ["scenarios"] })
    setBusy(false)
  }
  const save = () => act(async () => {
    const saved = await keep({ name: name || cases[0]?.name, is_shared: isShared, cases: cases.map((one) => ({ name: one.name, calculation: sentOf(one) })) }, kept, key)
    client.setQueryData(scenarioQuery(saved.id).queryKey, saved)
    setKey(newKey())
    onOpen(saved.id)
    done(t`Scenario saved`)
  })
  const share = () => navigator.clipboard.writeText(location.href).then(() => done(t`Link copied; whoever may use the calculator can open it`), failed)
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label={t`Saved scenarios`} className="w-48 max-sm:w-full"><Select value={kept?.id ?? ""} onChange={(typed) => onOpen(typed.target.value ? Number(typed.target.value) : undefined)}><option value="">{t`New`}</option>{heads.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</Select></Field>
      <Field label={t`Save as`} className="w-44 max-sm:w-full"><Input value={name} maxLength={200} onChange={(typed) => setName(typed.target.value)} /></Field>
      <Switch label={t`Shared`} checked={isShared} onChange={(typed) => setShared(typed.target.checked)} className="pb-1.5" />
      <Button look="primary" busy={busy} onClick={() => void save()}>{t`Save`}</Button>
      {kept?.is_shared && <Button onClick={() => void share()}>{t`Copy link`}</Button>}
      {kept && <ExportMenu path={`/pricing/scenarios/${kept.id}`} />}
      {kept && <DownloadButton path={`/pricing/scenarios/${kept.id}/pdf`}>{t`Print (PDF)`}</DownloadButton>}
      {kept?.is_mine && <Button look="danger" onClick={() => void act(async () => { await forget(kept); onOpen(undefined); done(t`Scenario deleted`) })}>{t`Delete`}</Button>}
    </div>
  )
}
