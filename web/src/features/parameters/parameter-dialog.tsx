import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useParameterValue } from "@/lib/parameters"
import { problemWords } from "@/lib/problem-words"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field, Select } from "@/ui/field"
import { Note } from "@/ui/page"
import { CategoryPicker, LocationPicker, ProductPicker } from "@/ui/pickers"
import { done } from "@/ui/toast"
import { classes, seriesCountQuery, setParameter, type AbcClass, type Draft, type Kind, type Parameter } from "./api"
import { twinOf } from "./scope"

type Near = "all" | "category" | "abc" | "product"
type Props = { kinds: Kind[]; items: Parameter[]; start: Partial<Draft>; onClose: () => void; onSaved: () => void }

const nearOf = (draft: Partial<Draft>): Near => (draft.product_id ? "product" : draft.abc_class ? "abc" : draft.category_id ? "category" : "all")
/** Without the dust of binary fractions: 0.29 × 100 is 29. */
const rounded = (value: number) => Number(value.toPrecision(12))
const titleOf = (kind: Kind) => kind.label.split(":")[0] ?? kind.name

/** How many series of the latest plan the value would reach, unless they have a nearer one. */
function ReachNote({ draft, isOpen }: { draft: Draft; isOpen: boolean }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const { data } = useQuery({ ...seriesCountQuery(draft), enabled: isOpen })
  return isOpen && data !== undefined ? <Note>{t`${number(data, 0)} series of the latest plan are within this scope; those with a nearer value keep it.`}</Note> : null
}

/** Sets one parameter for a scope: what it is, its value, and for whom it holds. */
export function ParameterDialog({ kinds, items, start, onClose, onSaved }: Props) {
  const { t } = useLingui()
  const write = useParameterValue()
  const [draft, setDraft] = useState<Partial<Draft>>({ name: kinds[0]?.name, ...start })
  const [near, setNear] = useState<Near>(nearOf(start))
  const isShareOf = (name: string | undefined) => kinds.find((one) => one.name === name)?.unit === "share"
  // A share is typed in per cent.
  const [text, setText] = useState<string | null>(start.value === undefined ? "" : String(isShareOf(draft.name) ? rounded(start.value * 100) : start.value))
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const kind = kinds.find((one) => one.name === draft.name)
  const isShare = isShareOf(draft.name)
  const value = text ? (isShare ? rounded(Number(text) / 100) : Number(text)) : NaN
  const isOutside = kind !== undefined && text !== "" && !(value >= kind.least && value <= kind.most)
  const whole: Draft = {
    name: draft.name ?? "", value,
    ...(kind?.company_only ? {} : { location_id: draft.location_id, ...(near === "product" && { product_id: draft.product_id }), ...(near === "category" && { category_id: draft.category_id }), ...(near === "abc" && { abc_class: draft.abc_class }) }),
  }
  const isMissing = !kind?.company_only && ((near === "product" && !draft.product_id) || (near === "category" && !draft.category_id) || (near === "abc" && !draft.abc_class))
  const twin = twinOf(items, whole)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const save = async () => {
    setBusy(true)
    try {
      await setParameter(whole)
      done(t`Value saved`, { detail: t`It holds from the next plan on.` })
      onSaved()
      onClose()
    } catch (error) {
      const words = problemWords(error)
      setProblem([words.title, words.detail].filter(Boolean).join(" "))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={t`Set a planning parameter`}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={!kind || !text || isOutside || isMissing} onClick={() => void save()}>{t`Save`}</Button></>}
    >
      <div className="grid gap-4">
        <Field label={t`Parameter`} required help={kind?.label}>
          <Select value={draft.name} onChange={(event) => (change({ name: event.target.value }), setText(""))}>
            {kinds.map((one) => <option key={one.name} value={one.name}>{titleOf(one)}</option>)}
          </Select>
        </Field>
        {kind?.unit === "choice" ? (
          <Field label={t`Value`} required>
            <Select value={text ?? ""} onChange={(event) => setText(event.target.value)}>
              <option value="">{t`Choose`}</option>
              {Object.entries(kind.choices).map(([one, words]) => <option key={one} value={one}>{words}</option>)}
            </Select>
          </Field>
        ) : (
          <Field label={isShare ? t`Value (%)` : t`Value`} required help={kind && t`Between ${write(kind, kind.least)} and ${write(kind, kind.most)}`} error={isOutside && kind ? t`It must be between ${write(kind, kind.least)} and ${write(kind, kind.most)}` : undefined}>
            <DecimalInput key={draft.name} value={text ?? ""} onValue={setText} />
          </Field>
        )}
        {kind?.company_only ? <Note>{t`This parameter holds for the whole company.`}</Note> : (
          <>
            <Field label={t`Location`} help={t`Empty: all locations`}><LocationPicker value={draft.location_id} onChange={(location_id) => change({ location_id })} className="w-full" /></Field>
            <Field label={t`Products`}>
              <Select value={near} onChange={(event) => setNear(event.target.value as Near)}>
                <option value="all">{t`All products`}</option>
                <option value="category">{t`A category`}</option>
                <option value="abc">{t`An ABC class`}</option>
                <option value="product">{t`One product`}</option>
              </Select>
            </Field>
            {near === "category" && <Field label={t`Category`} required><CategoryPicker value={draft.category_id} onChange={(category_id) => change({ category_id })} className="w-full" /></Field>}
            {near === "product" && <Field label={t`Product`} required><ProductPicker value={draft.product_id} onChange={(product_id) => change({ product_id })} className="w-full" /></Field>}
            {near === "abc" && (
              <Field label={t`ABC class`} required>
                <Select value={draft.abc_class ?? ""} onChange={(event) => change({ abc_class: (event.target.value || undefined) as AbcClass | undefined })}>
                  <option value="">{t`Choose`}</option>
                  {classes.map((one) => <option key={one} value={one}>{one}</option>)}
                </Select>
              </Field>
            )}
          </>
        )}
        <ReachNote draft={whole} isOpen={!isMissing && !kind?.company_only && near !== "product"} />
        {twin && <Note>{t`It replaces the value ${write(kind, twin.value)} that holds for the same scope.`}</Note>}
        {problem && <Note tone="bad">{problem}</Note>}
      </div>
    </Dialog>
  )
}
