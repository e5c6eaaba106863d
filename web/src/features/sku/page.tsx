import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useParams } from "@tanstack/react-router"
import { useCan } from "@/lib/me"
import { latestRunQuery } from "@/lib/plan"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Badge } from "@/ui/badge"
import { ElasticityCard } from "@/ui/elasticity-card"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { PlanDate, PlanNote } from "@/ui/plan-status"
import { PageSkeleton } from "@/ui/progress"
import { productQuery, type Product } from "./api"
import { ProductFacts } from "./facts"
import { ForecastCard } from "./forecast-card"
import { Levels } from "./levels"
import { LinksCard } from "./links-card"
import { Movements } from "./movements"
import { OpenOrders } from "./open-orders"
import { OverridesCard } from "./overrides-card"
import { PlanTiles } from "./plan-tiles"
import type { TimeStep } from "./steps"
import { SupplyCard } from "./supply-card"
import { WhyCard } from "./why-card"

export type Search = { location_id?: number; days?: number; step?: TimeStep }

/** Everything about one product: what sells, what is there, what comes, and why the plan decides as it does. */
export function SkuPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: product, error, refetch } = useQuery(productQuery(Number(id)))
  if (error) return <div className="p-6"><Failure error={error} onRetry={() => void refetch()} /></div>
  return product ? <Shown key={product.id} product={product} /> : <PageSkeleton />
}

function Shown({ product }: { product: Product }) {
  const { t } = useLingui()
  const can = useCan()
  const [search, setSearch] = useFilters<Search>()
  const seesPlan = can("planning.read")
  const plan = useQuery({ ...latestRunQuery, enabled: seesPlan }).data
  const firstDay = plan?.as_of ?? new Date().toISOString().slice(0, 10)
  return (
    <Page
      above={<Link to={paths.products}>{t`Products`}</Link>}
      name={product.name} title={<span className="flex flex-wrap items-center gap-2">{product.name}{!product.active && <Badge tone="warn">{t`Inactive`}</Badge>}</span>}
      description={<span className="flex flex-wrap gap-x-3"><span className="font-medium">{product.sku}</span>{product.category && <span>{product.category}</span>}{product.brand && <span>{product.brand}</span>}<PlanDate /></span>}
    >
      <PlanNote />
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 grid-cols-1 content-start gap-4">
          {seesPlan && <PlanTiles product={product} locationId={search.location_id} />}
          {seesPlan && <ForecastCard product={product} search={search} onSearch={setSearch} />}
          {seesPlan && <OverridesCard product={product} locationId={search.location_id} firstDay={firstDay} />}
          {can("stock.read") && <Levels product={product} chosen={search.location_id} onChoose={(location_id) => setSearch({ location_id })} />}
          {seesPlan && <WhyCard product={product} locationId={search.location_id} onChoose={(location_id) => setSearch({ location_id })} />}
        </div>
        <div className="grid min-w-0 grid-cols-1 content-start gap-4">
          <ProductFacts product={product} />
          {seesPlan && <LinksCard product={product} firstDay={firstDay} />}
          {can("prices.read") && can("insights.read") && <ElasticityCard productId={product.id} />}
          {can("purchases.read") && <SupplyCard product={product} />}
          {can("purchases.read") && <OpenOrders productId={product.id} />}
          {can("stock.read") && <Movements product={product} />}
        </div>
      </div>
    </Page>
  )
}
