import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useState, type FormEvent } from "react"
import { newKey } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import { listKey } from "@/lib/list"
import { useMe } from "@/lib/me"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field, Input } from "@/ui/field"
import { ProductPicker } from "@/ui/pickers"
import { done, failed } from "@/ui/toast"
import { path } from "./api"
import { competitorsPath, savePrice, type CompetitorDraft, type CompetitorPrice } from "./competitors-api"

const clean = (value: string) => (value.includes(".") ? value.replace(/\.?0+$/, "") : value)

/** What depends on competitors' prices is read again: they move the prices of sheets too. */
export function useCompetitorsChanged() {
  const client = useQueryClient()
  return () => Promise.all([["competitor-prices"], listKey(competitorsPath), ["cost-sheet"], listKey(path)].map((queryKey) => client.invalidateQueries({ queryKey })))
}

type Props = { old: CompetitorPrice | null; product?: { id: number; name: string }; competitor?: string; onClose: () => void }

/** Writes down what a competitor asks for a product, or corrects it. */
export function CompetitorForm({ old, product, competitor = "", onClose }: Props) {
  const { t } = useLingui()
  const changed = useCompetitorsChanged()
  const currency = useMe()?.company.currency ?? "USD"
  const [key] = useState(newKey)
  const [draft, setDraft] = useState<CompetitorDraft>({
    product_id: old?.product.id ?? product?.id, competitor: old?.competitor ?? competitor, price: old ? clean(old.price) : "", currency: old?.currency ?? currency, observed_on: old?.observed_on ?? "", source: old?.source ?? "",
  })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<CompetitorDraft>) => setDraft((before) => ({ ...before, ...part }))
  const isMissing = draft.product_id === undefined || !draft.competitor.trim() || !draft.price
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (isMissing) return
    setBusy(true)
    setErrors({})
    try {
      await savePrice(draft, old, key)
      await changed()
      done(t`Competitor's price saved`)
      onClose()
    } catch (problem) {
      const said = problem instanceof ApiProblem ? problem.errors.map((one) => [one.pointer.replace(/^\/(body\/)?/, ""), one.message] as const) : []
      setErrors(Object.fromEntries(said))
      if (said.length === 0) failed(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={old ? t`Correct a competitor's price` : t`New competitor's price`} description={old?.product.name ?? product?.name}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" type="submit" form="competitor-form" busy={busy} disabled={isMissing}>{t`Save`}</Button></>}
    >
      <form id="competitor-form" noValidate onSubmit={(event) => void save(event)} className="grid gap-4 sm:grid-cols-2">
        {!old && !product && <Field label={t`Product`} required error={errors.product_id} className="sm:col-span-2"><ProductPicker value={draft.product_id} onChange={(product_id) => change({ product_id })} className="w-full" /></Field>}
        <Field label={t`Competitor`} required error={errors.competitor} className="sm:col-span-2"><Input value={draft.competitor} disabled={old !== null} maxLength={200} onChange={(typed) => change({ competitor: typed.target.value })} /></Field>
        <Field label={t`Price`} required error={errors.price}><DecimalInput value={draft.price ?? ""} onValue={(price) => change({ price })} /></Field>
        <Field label={t`Currency`} error={errors.currency}><Input value={draft.currency} maxLength={3} onChange={(typed) => change({ currency: typed.target.value.toUpperCase() })} /></Field>
        <Field label={t`Seen on`} help={old ? t`Another day is another price: write it down anew.` : t`Empty: today`} error={errors.observed_on}><Input type="date" disabled={old !== null} value={draft.observed_on} onChange={(typed) => change({ observed_on: typed.target.value })} /></Field>
        <Field label={t`Source`} help={t`A visit, a page, a leaflet…`} error={errors.source}><Input value={draft.source} maxLength={200} onChange={(typed) => change({ source: typed.target.value })} /></Field>
      </form>
    </Dialog>
  )
}
