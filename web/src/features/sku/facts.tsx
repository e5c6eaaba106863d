import { useLingui } from "@lingui/react/macro"
import type { ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { Card, Facts } from "@/ui/page"
import type { Product } from "./api"

/** What the catalogue says about the product. */
export function ProductFacts({ product }: { product: Product }) {
  const { t } = useLingui()
  const f = useFormat()
  const rows: [string, ReactNode][] = [
    [t`Cost`, f.price(product.cost, product.currency)],
    [t`Price`, f.price(product.price, product.currency)],
    [t`Unit`, product.unit],
    [t`Pack size`, f.qty(product.pack_size)],
    [t`Minimum order quantity`, f.qty(product.moq)],
    [t`Barcode`, product.barcode],
    [t`Shelf life`, product.shelf_life_days === null ? null : f.days(product.shelf_life_days)],
    [t`Weight`, product.weight_kg === null ? null : t`${f.number(product.weight_kg, 3)} kg`],
    [t`Volume`, product.volume_m3 === null ? null : t`${f.number(product.volume_m3, 4)} m³`],
  ]
  return (
    <Card title={t`Product`}>
      <Facts columns={1} items={rows.filter(([, value]) => value !== null)} />
      {product.description && <p className="mt-2 text-sm text-ink-soft">{product.description}</p>}
    </Card>
  )
}
