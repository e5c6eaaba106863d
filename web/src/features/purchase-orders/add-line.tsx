import { useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { problemWords } from "@/lib/problem-words"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Dialog } from "@/ui/dialog"
import { Field } from "@/ui/field"
import { Note } from "@/ui/page"
import { ProductPicker } from "@/ui/pickers"
import type { LineIn } from "./api"

/** One more product on a draft; its cost comes from the supplier's terms. */
export function AddLine({ onClose, onAdd, taken }: { onClose: () => void; onAdd: (line: LineIn) => Promise<void>; taken: number[] }) {
  const { t } = useLingui()
  const [product, setProduct] = useState<number>()
  const [quantity, setQuantity] = useState<string | null>("")
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const isTwice = product !== undefined && taken.includes(product)
  const save = async () => {
    if (!product || !quantity || isTwice) return
    setBusy(true)
    try {
      await onAdd({ product_id: product, quantity })
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
      open onOpenChange={(open) => !open && onClose()} title={t`Add a product`} size="sm"
      footer={<><Button onClick={onClose}>{t`Cancel`}</Button><Button look="primary" busy={busy} disabled={!product || !quantity || isTwice} onClick={() => void save()}>{t`Add`}</Button></>}
    >
      <div className="grid gap-4">
        <Field label={t`Product`} required error={isTwice ? t`It is already on the order: change its quantity there.` : undefined}><ProductPicker value={product} onChange={setProduct} className="w-full" /></Field>
        <Field label={t`Quantity`} required><DecimalInput value={quantity ?? ""} onValue={setQuantity} /></Field>
        {problem && <Note tone="bad">{problem}</Note>}
      </div>
    </Dialog>
  )
}
