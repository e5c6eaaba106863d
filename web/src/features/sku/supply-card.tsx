import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Pencil } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Badge } from "@/ui/badge"
import { IconButton } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { Card, Facts } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { supplyQuery, type Product } from "./api"
import { SupplyDialog } from "./supply-dialog"

/** Who sells the product to us, and on which terms. */
export function SupplyCard({ product }: { product: Product }) {
  const { t } = useLingui()
  const can = useCan()
  const f = useFormat()
  const [editing, setEditing] = useState(false)
  const { data: list, error, refetch } = useQuery(supplyQuery(product.id))
  const usual = t`as usual`
  return (
    <Card title={t`Suppliers`} actions={list && can("purchases.edit_supply") && <IconButton size="sm" label={t`Edit suppliers`} onClick={() => setEditing(true)}><Pencil size={14} /></IconButton>}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !list ? <Skeleton className="h-24 w-full" /> : list.suppliers.length === 0 ? (
        <p className="text-sm text-bad">{t`It has no supplier, so it cannot be ordered. Add one with the pencil.`}</p>
      ) : (
        <ul className="grid gap-3">
          {list.suppliers.map((one) => (
            <li key={one.supplier.id}>
              <p className="flex items-center gap-2 text-sm font-medium">{one.supplier.name}{one.is_preferred && <Badge tone="accent">{t`Preferred`}</Badge>}</p>
              <Facts
                columns={1}
                items={[
                  [t`Cost`, one.cost === null ? usual : f.price(one.cost, one.currency)],
                  [t`Lead time`, one.lead_time_days === null ? usual : f.days(one.lead_time_days)],
                  [t`Pack size`, one.pack_size === null ? usual : f.qty(one.pack_size)],
                  [t`Minimum order quantity`, one.moq === null ? usual : f.qty(one.moq)],
                ]}
              />
            </li>
          ))}
        </ul>
      )}
      {editing && list && <SupplyDialog list={list} onClose={() => setEditing(false)} />}
    </Card>
  )
}
