import { useLingui } from "@lingui/react/macro"
import { Package, Pencil } from "lucide-react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { ActiveStatus } from "@/ui/active"
import { Button } from "@/ui/button"
import { Link } from "@/ui/link"
import { CategoryPicker, SupplierPicker } from "@/ui/pickers"
import type { FormField } from "@/ui/record-drawer"
import { RecordPage } from "@/ui/record-page"
import { useColumns, type Product } from "./columns"

function useFields(): FormField[] {
  const { t } = useLingui()
  const can = useCan()
  const cost: FormField = { name: "cost", label: t`Cost`, kind: "decimal" }
  return [
    { name: "sku", label: t`Code (SKU)`, required: true },
    { name: "barcode", label: t`Barcode` },
    { name: "name", label: t`Name`, required: true, isWide: true },
    { name: "category_id", label: t`Category`, kind: "id", picker: (props) => <CategoryPicker {...props} /> },
    { name: "brand", label: t`Brand` },
    ...(can("insights.see_cost") ? [cost] : []),
    { name: "price", label: t`Price`, kind: "decimal" },
    { name: "unit", label: t`Unit`, help: t`Such as piece, box or kilo.` },
    { name: "pack_size", label: t`Pack`, kind: "decimal", required: true, initial: "1", help: t`Ordered in multiples of this many units` },
    { name: "moq", label: t`Minimum`, kind: "decimal", required: true, initial: "0", help: t`Smallest quantity that can be ordered` },
    { name: "shelf_life_days", label: t`Shelf life (days)`, kind: "whole" },
    { name: "weight_kg", label: t`Weight (kg)`, kind: "decimal" },
    { name: "volume_m3", label: t`Volume (m³)`, kind: "decimal" },
    { name: "description", label: t`Description`, kind: "long", isWide: true },
  ]
}

const idOf = (value: unknown) => (typeof value === "number" ? value : undefined)

/** The catalogue: what the company buys and sells. */
export function ProductsPage() {
  const { t } = useLingui()
  const { price } = useFormat()
  const can = useCan()
  const columns = useColumns()
  const words = {
    title: t`Products`, description: t`What you buy and sell. Cost, price, pack and minimum can be changed in the list.`, search: t`Search by code, name or barcode`, create: t`New product`,
    empty: t`No products yet`, emptyText: t`Import your catalogue, or bring sales: products that the sales name can be created on the way.`, noMatch: t`No product matches these filters`,
    inactive: t`This product is out of use: it is not planned nor ordered, and its history stays.`,
  }
  return (
    <RecordPage<Product>
      path="/products" entity="products" words={words} right="catalog.edit_product" columns={columns} fields={useFields()} nameOf={(row) => row.name} icon={<Package size={20} />}
      filters={(values, set) => (
        <>
          <CategoryPicker value={idOf(values.category_id)} onChange={(category_id) => set({ category_id })} className="w-44 max-sm:grow max-sm:basis-[45%]" />
          {can("partners.read") && <SupplierPicker value={idOf(values.supplier_id)} onChange={(supplier_id) => set({ supplier_id })} className="w-44 max-sm:grow max-sm:basis-[45%]" />}
        </>
      )}
      renderCard={(row, open) => (
        <div className="grid gap-1 text-sm">
          <div className="flex items-center justify-between gap-3"><Link to={paths.product(row.id)} className="min-w-0">{row.name}</Link><ActiveStatus active={row.active} /></div>
          <p className="tabular text-xs text-ink-soft">{[row.sku, row.category, row.supplier?.name].filter(Boolean).join(" · ")}</p>
          <div className="flex items-center justify-between gap-3">
            <p className="tabular text-xs">{can("insights.see_cost") && <>{t`Cost`} <b className="font-semibold">{price(row.cost, row.currency)}</b> · </>}{t`Price`} <b className="font-semibold">{price(row.price, row.currency)}</b></p>
            <Button size="sm" look="quiet" icon={<Pencil size={14} />} onClick={open}>{t`Edit`}</Button>
          </div>
        </div>
      )}
      more={(row) => <p className="mt-5 text-sm"><Link to={paths.product(row.id)}>{t`See its stock, sales and forecast`}</Link></p>}
    />
  )
}
