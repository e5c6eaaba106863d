import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { newKey } from "@/api/http"
import { useFormat } from "@/lib/format"
import { problemWords } from "@/lib/problem-words"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field, Input } from "@/ui/field"
import { Note } from "@/ui/page"
import { LocationPicker, ProductPicker } from "@/ui/pickers"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { levelQuery } from "./api"
import { modes, outcomeOf, type Mode, type Outcome } from "./outcome"
import { useRecord } from "./use-record"

export type Place = { product_id?: number; location_id?: number; title?: string }

/** How much is on hand at the chosen place; "0" where nothing was ever kept. */
function useOnHand(product: number | undefined, location: number | undefined) {
  const isPlace = product !== undefined && location !== undefined
  const { data, isPending } = useQuery({ ...levelQuery(product ?? 0, location ?? 0), enabled: isPlace, staleTime: 0 })
  return { isPlace, isPending: isPlace && isPending, onHand: data?.on_hand ?? "0" }
}

/** A count or an adjustment of one product at one location, with what it will leave before it is recorded. */
export function RecordDialog({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useLingui()
  const record = useRecord()
  const [product, setProduct] = useState(place.product_id)
  const [location, setLocation] = useState(place.location_id)
  const [mode, setMode] = useState<Mode>("count")
  const [typed, setTyped] = useState<string | null>("")
  const [reference, setReference] = useState("")
  const [key, setKey] = useState(newKey)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { isPlace, isPending, onHand } = useOnHand(product, location)
  const outcome = isPlace && !isPending ? outcomeOf(mode, typed, onHand) : null
  const words: Record<Mode, string> = { count: t`I counted`, add: t`Add`, remove: t`Take away` }
  const asks: Record<Mode, string> = { count: t`How much there is`, add: t`How much came in`, remove: t`How much is gone` }
  const save = async () => {
    if (!outcome || product === undefined || location === undefined) return
    setBusy(true)
    try {
      await record({ product_id: product, location_id: location, kind: outcome.kind, quantity: outcome.quantity, reference: reference.trim() || null }, key)
      onClose()
    } catch (error) {
      const said = problemWords(error)
      setProblem([said.title, said.detail].filter(Boolean).join(" "))
      setKey(newKey())
      setBusy(false)
    }
  }
  const isFixed = place.product_id !== undefined && place.location_id !== undefined
  const isWrong = typed === null || (typed !== "" && isPlace && !isPending && !outcome)
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={t`Adjust stock`} description={place.title}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={!outcome} onClick={() => void save()}>{t`Record`}</Button></>}
    >
      <form className="grid gap-4" onSubmit={(event) => { event.preventDefault(); void save() }}>
        {!isFixed && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t`Product`} required><ProductPicker value={product} onChange={setProduct} className="w-full" isClearable={false} /></Field>
            <Field label={t`Location`} required><LocationPicker value={location} onChange={setLocation} className="w-full" isClearable={false} /></Field>
          </div>
        )}
        <Segments label={t`What happened`} value={mode} onChange={setMode} options={modes.map((value) => ({ value, label: words[value] }))} />
        <Field label={asks[mode]} required error={isWrong ? (typed === null ? t`Write a number.` : mode === "remove" ? t`There is not that much on hand.` : t`Write a quantity above zero.`) : undefined}>
          <DecimalInput autoFocus value={typed ?? ""} onValue={setTyped} />
        </Field>
        {isPending ? <Skeleton className="h-10 w-full" /> : isPlace && <Before onHand={onHand} outcome={outcome} />}
        <Field label={t`Reason or document`} help={t`It stays in the movements and in the audit trail.`}>
          <Input value={reference} maxLength={200} onChange={(event) => setReference(event.target.value)} placeholder={t`Cycle count, breakage, expired…`} />
        </Field>
        {problem && <Note tone="bad">{problem}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

function Before({ onHand, outcome }: { onHand: string; outcome: Outcome | null }) {
  const { t } = useLingui()
  const { qty } = useFormat()
  const change = outcome && `${outcome.change.startsWith("-") ? "" : "+"}${qty(outcome.change)}`
  const cells: [string, string, string?][] = [[t`On hand now`, qty(onHand)], [t`Difference`, change ?? "—", outcome?.change.startsWith("-") ? "text-bad" : "text-good"], [t`Will be`, outcome ? qty(outcome.balance) : "—"]]
  return (
    <dl aria-live="polite" className="tabular grid grid-cols-3 gap-2 rounded-md bg-sunken px-3 py-2 text-center">
      {cells.map(([name, value, tone]) => (
        <div key={name}>
          <dt className="text-xs text-ink-faint">{name}</dt>
          <dd className={`text-lg font-semibold ${outcome ? (tone ?? "") : ""}`}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
