import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { buttonClass } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { rankingQuery, type Dashboard, type Scope } from "./api"
import { ProductsTable } from "./products-table"
import type { ShareRow } from "./share-list"

/** The products behind a category's sales. */
export function CategoryDrawer({ category, data, scope, onClose }: { category: ShareRow; data: Dashboard; scope: Scope; onClose: () => void }) {
  const { t } = useLingui()
  const { date } = useFormat()
  const can = useCan()
  const [order, setOrder] = useState<"top" | "bottom">("top")
  const { data: ranking, error, refetch } = useQuery(rankingQuery(scope, order, category.id))
  const first = date(data.period.first)
  const last = date(data.period.last)
  return (
    <Drawer
      open onOpenChange={(open) => !open && onClose()} title={category.name} description={t`Sales from ${first} to ${last}`}
      footer={can("stock.read") && category.id > 0 && <Link isPlain to={paths.stock} search={{ category_id: category.id, location_id: scope.location_id }} className={buttonClass()}>{t`See its stock`}</Link>}
    >
      <div className="grid gap-4">
        <Segments label={t`Order`} value={order} onChange={setOrder} options={[{ value: "top", label: t`Sold most` }, { value: "bottom", label: t`Sold least` }]} />
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : ranking ? <ProductsTable label={category.name} rows={ranking.items} currency={ranking.currency} /> : <Skeleton className="h-80 w-full" />}
      </div>
    </Drawer>
  )
}
