import { useLingui } from "@lingui/react/macro"
import { X } from "lucide-react"
import { get } from "@/api/http"
import type { Page } from "@/api/types"
import { Combobox } from "@/ui/combobox"
import { DecimalInput } from "@/ui/decimal-input"
import { Field, Input, Textarea } from "@/ui/field"
import { Card } from "@/ui/page"
import { CategoryPicker } from "@/ui/pickers"
import { Segments } from "@/ui/segments"
import { scopes, type Ref, type Scope } from "./api"
import type { StepProps } from "./details-step"
import { useScopeWords } from "./words"

/** Second step: the products it holds for, those left out, and how much is expected to be sold. */
export function ProductsStep({ draft, change, errors }: StepProps) {
  const { t } = useLingui()
  const names = useScopeWords()
  const wrong = Object.entries(errors).filter(([pointer]) => pointer.startsWith("/products/skus/"))
  const unknown = wrong.length
  const nothing = errors["/products/product_ids"] ?? errors["/products/category_ids"] ?? errors["/products/narrowing"]
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <Card title={t`Products of the campaign`}>
        <div className="grid grid-cols-1 gap-4">
          <Segments<Scope> label={t`Products of the campaign`} value={draft.scope} onChange={(scope) => change({ scope })} options={scopes.map((value) => ({ value, label: names[value] }))} />
          {draft.scope === "all" && <p className="text-sm text-ink-soft">{t`Every product in use, those added later too.`}</p>}
          {draft.scope === "products" && (
            <>
              <Adder path="/products" label={t`Add a product`} onAdd={(ref) => change({ chosen: [...draft.chosen.filter((one) => one.id !== ref.id), ref] })} />
              <Chips items={draft.chosen.map((one) => ({ id: one.id, name: one.name, detail: one.sku }))} more={draft.hidden_ids.length} onRemove={(id) => change({ chosen: draft.chosen.filter((one) => one.id !== id) })} />
              <Field label={t`Or paste SKUs`} help={t`One in each line, or apart by commas.`} error={unknown > 0 ? t`SKUs that do not exist: ${unknown}.` : undefined}><Textarea rows={4} value={draft.skus} onChange={(typed) => change({ skus: typed.target.value })} /></Field>
            </>
          )}
          {draft.scope === "categories" && (
            <>
              <Adder path="/categories" label={t`Add a category`} onAdd={({ id, name }) => change({ categories: [...draft.categories.filter((one) => one.id !== id), { id, name }] })} />
              <Chips items={draft.categories} onRemove={(id) => change({ categories: draft.categories.filter((one) => one.id !== id) })} />
            </>
          )}
          {draft.scope === "filter" && (
            <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
              <Field label={t`Words of the SKU or name`}><Input value={draft.q} maxLength={200} onChange={(typed) => change({ q: typed.target.value })} /></Field>
              <Field label={t`Brand`}><Input value={draft.brand} maxLength={200} onChange={(typed) => change({ brand: typed.target.value })} /></Field>
              <Field label={t`Category`} className="sm:col-span-2"><CategoryPicker value={draft.category?.id} onChange={(id) => change({ category: id === undefined ? null : { id, name: "" } })} className="w-full" /></Field>
              <p className="text-sm text-ink-soft sm:col-span-2">{t`Every condition must hold; products that meet them later join by themselves.`}</p>
            </div>
          )}
          {nothing && <p role="alert" className="text-xs text-bad">{nothing}</p>}
        </div>
      </Card>
      <div className="grid gap-4">
        <Card title={t`Left out`}>
          <div className="grid gap-3">
            <Adder path="/products" label={t`Leave a product out`} onAdd={(ref) => change({ left_out: [...draft.left_out.filter((one) => one.id !== ref.id), ref] })} />
            <Chips items={draft.left_out.map((one) => ({ id: one.id, name: one.name, detail: one.sku }))} more={draft.hidden_left_out.length} onRemove={(id) => change({ left_out: draft.left_out.filter((one) => one.id !== id) })} />
          </div>
        </Card>
        <Card title={t`Expected volume`}>
          <Field label={t`Units of each product`} help={t`Empty: at the pace of the last 28 days' sales of each; the review shows them and takes others.`} error={errors["/expected_units"]}><DecimalInput value={draft.expected_units} onValue={(value) => change({ expected_units: value ?? "" })} /></Field>
        </Card>
      </div>
    </div>
  )
}

function Adder({ path, label, onAdd }: { path: string; label: string; onAdd: (ref: Ref) => void }) {
  const fetch = async (q: string, signal: AbortSignal) =>
    (await get<Page<{ id: number; name: string; sku?: string }>>(path, { q, limit: 50 }, signal)).items.map((one) => ({ value: String(one.id), label: one.name, detail: one.sku }))
  return <Combobox label={label} value={null} isClearable={false} search={{ key: [path, "add"], fetch }} onChange={(value, option) => value && onAdd({ id: Number(value), sku: option?.detail ?? "", name: option?.label ?? value })} />
}

function Chips({ items, more = 0, onRemove }: { items: { id: number; name: string; detail?: string }[]; more?: number; onRemove: (id: number) => void }) {
  const { t } = useLingui()
  if (items.length === 0) return null
  return (
    <ul className="flex max-h-60 flex-wrap gap-1.5 overflow-y-auto">
      {items.map((one) => (
        <li key={one.id} className="inline-flex max-w-full items-center gap-1 rounded-md bg-sunken pl-2 text-sm">
          <span className="truncate">{one.name}</span>{one.detail && <span className="text-xs text-ink-faint">{one.detail}</span>}
          <button type="button" aria-label={t`Remove ${one.name}`} onClick={() => onRemove(one.id)} className="grid size-7 place-items-center rounded text-ink-faint hover:text-ink max-sm:size-11"><X size={13} /></button>
        </li>
      ))}
      {more > 0 && <li className="px-2 py-1 text-sm text-ink-faint">{t`and ${more} more`}</li>}
    </ul>
  )
}
