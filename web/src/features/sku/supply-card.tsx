import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Pencil } from "lucide-react"
import { useState, type ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Badge } from "@/ui/badge"
import { IconButton } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { Card, Facts } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { supplierQuery, supplyQuery, type Product, type Supply } from "./api"
import { SupplyDialog } from "./supply-dialog"

/** Who sells the product to us, and on which terms. */
export function SupplyCard({ product }: { product: Product }) {
  const { t } = useLingui()
  const can = useCan()
  const [editing, setEditing] = useState(false)
  const { data: list, error, refetch } = useQuery(supplyQuery(product.id))
  return (
    <Card title={t`Suppliers`} actions={list && can("purchases.edit_supply") && <IconButton size="sm" label={t`Edit suppliers`} onClick={() => setEditing(true)}><Pencil size={14} /></IconButton>}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !list ? <Skeleton className="h-24 w-full" /> : list.suppliers.length === 0 ? (
        <p className="text-sm text-bad">{t`It has no supplier, so it cannot be ordered. Add one with the pencil.`}</p>
      ) : (
        <ul className="grid gap-3">
          {list.suppliers.map((supply) => <Terms key={supply.supplier.id} supply={supply} product={product} />)}
        </ul>
      )}
      {editing && list && <SupplyDialog list={list} onClose={() => setEditing(false)} />}
    </Card>
  )
}

/** The terms that hold: the supply's own, else the product's or the supplier's, and it says which. */
function Terms({ supply, product }: { supply: Supply; product: Product }) {
  const { t } = useLingui()
  const can = useCan()
  const f = useFormat()
  const supplier = useQuery({ ...supplierQuery(supply.supplier.id), enabled: can("partners.read") }).data
  const from = (value: ReactNode, words: string) => <>{value} <span className="block text-xs font-normal text-ink-faint">{words}</span></>
  const ofProduct = t`from the product`
  return (
    <li>
      <p className="flex items-center gap-2 text-sm font-medium">{supply.supplier.name}{supply.is_preferred && <Badge tone="accent">{t`Preferred`}</Badge>}</p>
      <Facts
        columns={1}
        items={[
          [t`Cost`, supply.cost === null ? from(f.price(product.cost, product.currency), ofProduct) : f.price(supply.cost, supply.currency)],
          ...supply.price_breaks.map((each) => [t`From ${f.qty(each.least)}`, f.price(each.cost, supply.currency)] as [ReactNode, ReactNode]),
          [t`Lead time`, supply.lead_time_days === null ? from(f.days(supplier?.lead_time_days), t`from the supplier`) : f.days(supply.lead_time_days)],
          [t`Pack size`, supply.pack_size === null ? from(f.qty(product.pack_size), ofProduct) : f.qty(supply.pack_size)],
          [t`Minimum order quantity`, supply.moq === null ? from(f.qty(product.moq), ofProduct) : f.qty(supply.moq)],
          ...(supplier?.minimum_order_value ? [[t`Minimum order`, f.money(supplier.minimum_order_value, supplier.currency)] as [ReactNode, ReactNode]] : []),
        ]}
      />
    </li>
  )
}
