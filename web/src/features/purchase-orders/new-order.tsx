import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { newKey } from "@/api/http"
import { listKey } from "@/lib/list"
import { paths } from "@/lib/paths"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field } from "@/ui/field"
import { LocationPicker, ProductPicker, SupplierPicker } from "@/ui/pickers"
import { failed } from "@/ui/toast"
import { draftOrder, path } from "./api"

/** Drafts an order by hand: supplier, where to deliver, a first product; the rest is added on its page. */
export function NewOrder({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [key] = useState(newKey)
  const [supplier, setSupplier] = useState<number>()
  const [location, setLocation] = useState<number>()
  const [product, setProduct] = useState<number>()
  const [quantity, setQuantity] = useState<string | null>("")
  const [wasAsked, setWasAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const missing = (value: unknown) => (wasAsked && !value ? t`This is needed` : undefined)
  const save = async () => {
    setWasAsked(true)
    if (!supplier || !location || !product || !quantity) return
    setBusy(true)
    try {
      const order = await draftOrder({ supplier_id: supplier, location_id: location, lines: [{ product_id: product, quantity }] }, key)
      await client.invalidateQueries({ queryKey: listKey(path) })
      void navigate({ to: paths.order(order.id) as never })
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} title={t`New purchase order`} description={t`It is a draft: more products are added on its page.`}
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} onClick={() => void save()}>{t`Create draft`}</Button></>}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Supplier`} required error={missing(supplier)}><SupplierPicker value={supplier} onChange={setSupplier} className="w-full" /></Field>
        <Field label={t`Delivered to`} required error={missing(location)}><LocationPicker value={location} onChange={setLocation} className="w-full" /></Field>
        <Field label={t`First product`} required error={missing(product)}><ProductPicker value={product} onChange={setProduct} className="w-full" /></Field>
        <Field label={t`Quantity`} required error={missing(quantity)}><DecimalInput value={quantity ?? ""} onValue={setQuantity} /></Field>
      </div>
    </Dialog>
  )
}
