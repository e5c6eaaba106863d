import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { Plus, Trash2 } from "lucide-react"
import { useState } from "react"
import { Button, IconButton } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field } from "@/ui/field"
import { SupplierPicker } from "@/ui/pickers"
import { done, failed } from "@/ui/toast"
import { areBreaks, PriceBreaks, type TypedBreak } from "./price-breaks"
import { saveSupply, supplyQuery, type SupplyIn, type SupplyList } from "./api"

type Row = { key: number; supplier?: number; is_preferred: boolean; cost: string | null; lead: string | null; pack: string | null; moq: string | null; breaks: TypedBreak[] }

const fromList = (list: SupplyList): Row[] =>
  list.suppliers.map((one, key) => ({
    key, supplier: one.supplier.id, is_preferred: one.is_preferred, cost: one.cost ?? "", lead: one.lead_time_days === null ? "" : String(one.lead_time_days), pack: one.pack_size ?? "", moq: one.moq ?? "", breaks: one.price_breaks.map((each, at) => ({ key: at, least: each.least, cost: each.cost })),
  }))

const toBody = (rows: Row[]): SupplyIn[] =>
  rows.flatMap((row) =>
    row.supplier === undefined ? [] : [{
      supplier_id: row.supplier, is_preferred: row.is_preferred, price_breaks: row.breaks.map(({ least, cost }) => ({ least: least ?? "", cost: cost ?? "" })),
      ...(row.cost && { cost: row.cost }), ...(row.lead && { lead_time_days: Number(row.lead) }), ...(row.pack && { pack_size: row.pack }), ...(row.moq && { moq: row.moq }),
    }],
  )

const isWhole = (text: string | null) => text !== null && /^\d*$/.test(text)

/** The suppliers of a product and their terms; empty terms fall back to the product's and the supplier's own. */
export function SupplyDialog({ list, onClose }: { list: SupplyList; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [rows, setRows] = useState(() => fromList(list))
  const [busy, setBusy] = useState(false)
  const change = (key: number, part: Partial<Row>) => setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const prefer = (key: number) => setRows(rows.map((row) => ({ ...row, is_preferred: row.key === key })))
  const add = () => setRows([...rows, { key: Math.max(-1, ...rows.map((row) => row.key)) + 1, is_preferred: rows.length === 0, cost: "", lead: "", pack: "", moq: "", breaks: [] }])
  const isWrong = rows.some((row) => row.supplier === undefined || row.cost === null || row.pack === null || row.moq === null || !isWhole(row.lead) || !areBreaks(row.breaks)) || new Set(rows.map((row) => row.supplier)).size < rows.length
  const save = async () => {
    setBusy(true)
    try {
      client.setQueryData(supplyQuery(list.product_id).queryKey, await saveSupply(list, toBody(rows)))
      done(t`Suppliers saved`, { detail: t`The next plan uses them.` })
      onClose()
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: ["product", list.product_id] })
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} size="lg" title={t`Suppliers of the product`} description={t`What is left empty is taken from the product or the supplier.`}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={isWrong} onClick={() => void save()}>{t`Save`}</Button></>}
    >
      <div className="grid gap-4">
        {rows.map((row) => (
          <fieldset key={row.key} className="grid gap-3 rounded-lg border p-3 sm:grid-cols-4">
            <Field label={t`Supplier`} required className="sm:col-span-2"><SupplierPicker value={row.supplier} onChange={(supplier) => change(row.key, { supplier })} className="w-full" isClearable={false} /></Field>
            <label className="flex min-h-11 items-center gap-2 self-end text-sm sm:min-h-8">
              <input type="radio" name="preferred" checked={row.is_preferred} onChange={() => prefer(row.key)} className="size-4 accent-(--accent)" />
              {t`Preferred`}
            </label>
            <span className="flex items-end justify-end"><IconButton label={t`Remove this supplier`} onClick={() => setRows(rows.filter((one) => one.key !== row.key))}><Trash2 size={15} /></IconButton></span>
            <Field label={t`Cost`}><DecimalInput value={row.cost ?? ""} onValue={(cost) => change(row.key, { cost })} /></Field>
            <Field label={t`Lead time (days)`} error={isWhole(row.lead) ? undefined : t`Whole days`}><DecimalInput value={row.lead ?? ""} onValue={(lead) => change(row.key, { lead })} /></Field>
            <Field label={t`Pack size`}><DecimalInput value={row.pack ?? ""} onValue={(pack) => change(row.key, { pack })} /></Field>
            <Field label={t`Minimum order quantity`}><DecimalInput value={row.moq ?? ""} onValue={(moq) => change(row.key, { moq })} /></Field>
            <PriceBreaks rows={row.breaks} onChange={(breaks) => change(row.key, { breaks })} />
          </fieldset>
        ))}
        <div><Button icon={<Plus size={14} />} onClick={add}>{t`Add a supplier`}</Button></div>
      </div>
    </Dialog>
  )
}
