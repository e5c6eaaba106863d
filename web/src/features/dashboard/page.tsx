import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { CalendarClock } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { Failure } from "@/ui/failure"
import { Card, Page } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { AlertsCard } from "./alerts-card"
import { dashboardQuery, type Dashboard, type Search } from "./api"
import { CategoryDrawer } from "./category-drawer"
import { FirstSteps, NextStep } from "./first-steps"
import { isComparable } from "./periods"
import { ProductsTable } from "./products-table"
import { ScopeBar } from "./scope-bar"
import { ShareList, type ShareRow } from "./share-list"
import { Tiles, TilesSkeleton } from "./tiles"
import { TrendCard } from "./trend-card"

/** The company at a glance, or the first steps while there is nothing to show. */
export function DashboardPage() {
  const { t } = useLingui()
  const [{ grain, ...scope }, setFilters] = useFilters<Search>()
  const { data, error, refetch, isPlaceholderData } = useQuery(dashboardQuery(scope))
  const isNew = data !== undefined && data.data_until === null
  return (
    <Page title={t`Home`} description={isNew ? t`A few steps from here to your first purchase order.` : data && <Known data={data} />}>
      {!isNew && <ScopeBar scope={scope} shown={data} onChange={setFilters} />}
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Waiting /> : isNew ? <FirstSteps /> : (
        <div className={`grid gap-4 max-sm:gap-3 ${isPlaceholderData ? "opacity-60 transition-opacity" : ""}`} aria-busy={isPlaceholderData || undefined}>
          <NextStep />
          <Figures data={data} search={{ ...scope, grain }} setFilters={setFilters} />
        </div>
      )}
    </Page>
  )
}

/** Up to when the figures know the company, and what they are compared with. */
function Known({ data }: { data: Dashboard }) {
  const { t } = useLingui()
  const { date, time } = useFormat()
  const until = date(data.data_until)
  const stock = data.stock_as_of && (data.stock_as_of.length > 10 ? time(data.stock_as_of) : date(data.stock_as_of))
  const first = date(data.previous.first)
  const last = date(data.previous.last)
  return (
    <span className="tabular inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="inline-flex items-center gap-1.5 rounded-md bg-sunken px-2 py-0.5 text-xs font-medium text-ink">
        <CalendarClock size={13} aria-hidden="true" /> {t`Sales until ${until}`}
      </span>
      {stock && <span className="text-xs">{t`Stock of ${stock}`}</span>}
      <span className="text-xs">{isComparable(data.trend) ? t`Compared with ${first} – ${last}` : t`Sales of ${first} – ${last} are not known in full: nothing is compared`}</span>
    </span>
  )
}

function Figures({ data, search, setFilters }: { data: Dashboard; search: Search; setFilters: (change: Partial<Search>) => void }) {
  const { t } = useLingui()
  const can = useCan()
  const { grain, ...scope } = search
  const [category, setCategory] = useState<ShareRow>()
  const hasAlerts = can("planning.read")
  const before = (net: string) => (isComparable(data.trend) ? net : null)
  const categories = data.by_category.map(({ category_id: id, category: name, net, previous_net, share }) => ({ id, name, net, previous_net: before(previous_net), share }))
  const locations = data.by_location.map(({ location_id: id, location: name, net, previous_net, share }) => ({ id, name, net, previous_net: before(previous_net), share }))
  return (
    <>
      <Tiles data={data} location_id={scope.location_id} />
      <div className="grid gap-4 max-sm:gap-3 xl:grid-cols-3">
        <TrendCard data={data} scope={scope} grain={grain} onGrain={(next) => setFilters({ grain: next })} className={hasAlerts ? "xl:col-span-2" : "xl:col-span-3"} />
        {hasAlerts && <AlertsCard data={data} location_id={scope.location_id} />}
      </div>
      <div className="grid items-start gap-4 max-sm:gap-3 lg:grid-cols-2">
        <Card title={t`Sales by category`}>
          <ShareList rows={categories} currency={data.currency} pickLabel={(name) => t`Products of ${name}`} onPick={setCategory} />
        </Card>
        <Card title={t`Sales by location`}>
          <ShareList rows={locations} currency={data.currency} pickLabel={(name) => t`Only ${name}`} onPick={scope.location_id === undefined && locations.length > 1 ? ({ id }) => setFilters({ location_id: id }) : undefined} />
        </Card>
        <Card title={t`Sold most`}><ProductsTable label={t`Sold most`} rows={data.top_products} currency={data.currency} /></Card>
        <Card title={t`Sold least`}><ProductsTable label={t`Sold least`} rows={data.bottom_products} currency={data.currency} /></Card>
      </div>
      {category && <CategoryDrawer category={category} data={data} scope={scope} onClose={() => setCategory(undefined)} />}
    </>
  )
}

const Waiting = () => (
  <div className="grid gap-4" aria-busy="true">
    <TilesSkeleton />
    <div className="grid gap-4 xl:grid-cols-3">
      <Skeleton className="h-96 w-full xl:col-span-2" />
      <Skeleton className="h-96 w-full" />
    </div>
    <Skeleton className="h-64 w-full" />
  </div>
)
