import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { SlidersHorizontal } from "lucide-react"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Badge } from "@/ui/badge"
import { buttonClass } from "@/ui/button"
import { Link } from "@/ui/link"
import { Card } from "@/ui/page"
import { LocationPicker, useLocations } from "@/ui/pickers"
import { Skeleton } from "@/ui/progress"
import { Why } from "@/ui/why"
import { seriesQuery, type Product } from "./api"

/** Why the plan proposes, or does not propose, this product for a location, with the parameters that hold there. */
export function WhyCard({ product, locationId, onChoose }: { product: Product; locationId?: number; onChoose: (locationId: number) => void }) {
  const { t } = useLingui()
  const can = useCan()
  const locations = useLocations()
  const series = useQuery(seriesQuery(product)).data ?? []
  const shown = locationId ?? series[0]?.location.id ?? locations[0]?.id
  const here = series.find((one) => one.location.id === shown)
  return (
    <Card
      title={t`Why, or why not`}
      actions={
        <>
          <LocationPicker value={shown} isClearable={false} onChange={(id) => id !== undefined && onChoose(id)} className="w-40" />
          {can("planning.set_parameter") && shown !== undefined && (
            <Link to={paths.parameters} search={{ product_id: product.id, location_id: shown }} isPlain className={buttonClass("plain", "md")}><SlidersHorizontal size={14} aria-hidden="true" /> {t`Parameters`}</Link>
          )}
        </>
      }
    >
      {here && <p className="mb-3 flex flex-wrap items-center gap-2 text-sm"><Badge tone="accent">{here.outcome_text}</Badge><Badge>{t`Class ${here.abc}${here.xyz}`}</Badge></p>}
      {shown === undefined ? <Skeleton className="h-32 w-full" /> : <Why productId={product.id} locationId={shown} />}
    </Card>
  )
}
