import { Plural, Trans, useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useParams } from "@tanstack/react-router"
import { useFormat } from "@/lib/format"
import { listKey } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { DownloadButton } from "@/ui/download"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Card, Page } from "@/ui/page"
import { PageSkeleton, Skeleton } from "@/ui/progress"
import { OrderStatus } from "@/ui/states"
import { activityQuery, orderQuery, path, type Order } from "./api"
import { OrderFacts } from "./facts"
import { Lines } from "./lines"
import { Steps } from "./steps"
import { Timeline } from "./timeline"

/** One purchase order: its lines with their reasons, where it stands, and the next step. */
export function OrderPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: order, error, refetch } = useQuery(orderQuery(Number(id)))
  if (error) return <div className="p-6"><Failure error={error} onRetry={() => void refetch()} /></div>
  return order ? <Shown order={order} /> : <PageSkeleton />
}

/** Puts the newest order on screen and marks the lists as old. */
function useChanged() {
  const client = useQueryClient()
  return (order: Order) => {
    client.setQueryData(orderQuery(order.id).queryKey, order)
    void client.invalidateQueries({ queryKey: ["order", order.id, "activity"] })
    for (const list of [path, "/stock", "/planning/suggestions"]) void client.invalidateQueries({ queryKey: listKey(list) })
  }
}

function Shown({ order }: { order: Order }) {
  const { t } = useLingui()
  const { money } = useFormat()
  const changed = useChanged()
  return (
    <Page
      above={<Link to={paths.orders}>{t`Purchase orders`}</Link>}
      name={order.number} title={<span className="flex flex-wrap items-center gap-3">{order.number} <span className="text-sm font-medium"><OrderStatus state={order.state} /></span></span>}
      description={<>{order.supplier.name} → {order.location.name}</>}
      actions={
        <>
          <DownloadButton path={`${path}/${order.id}/pdf`}>{t`PDF`}</DownloadButton>
          <DownloadButton path={`${path}/${order.id}/csv`}>{t`CSV`}</DownloadButton>
          <span className="contents max-sm:hidden"><Steps order={order} onChanged={changed} /></span>
        </>
      }
    >
      <Timeline order={order} />
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 content-start gap-4">
          <Lines order={order} onChanged={changed} />
        </div>
        <div className="grid content-start gap-4">
          <Card title={t`Total`}>
            <p className="tabular text-2xl font-semibold">{money(order.total, order.currency)}</p>
            <p className="text-sm text-ink-soft"><Plural value={order.lines.length} one="# line" other="# lines" /></p>
            {order.lines.some((line) => line.unit_cost === null) && <p className="mt-1 text-xs text-warn">{t`Some lines have no cost, so they are not in the total.`}</p>}
          </Card>
          <OrderFacts order={order} onChanged={changed} />
          <Activity id={order.id} />
        </div>
      </div>
      <div data-print="no" className="sticky bottom-0 -mx-4 flex flex-wrap gap-2 border-t bg-surface p-3 sm:hidden [&>button]:min-h-11 [&>button]:flex-1"><Steps order={order} onChanged={changed} /></div>
    </Page>
  )
}

function Activity({ id }: { id: number }) {
  const { t } = useLingui()
  const can = useCan()
  const { ago, time } = useFormat()
  const { data: facts, isPending } = useQuery({ ...activityQuery(id), enabled: can("access.read_audit") })
  if (!can("access.read_audit")) return null
  return (
    <Card title={t`Activity`}>
      {isPending ? <Skeleton className="h-16 w-full" /> : (
        <ol className="grid gap-2 text-sm">
          {facts?.map((fact) => (
            <li key={fact.id}>
              <p>{fact.title}</p>
              <p className="text-xs text-ink-faint" title={time(fact.at)}><Trans>{fact.actor_name}, {ago(fact.at)}</Trans></p>
            </li>
          ))}
          {facts?.length === 0 && <li className="text-ink-faint">{t`Nothing recorded yet.`}</li>}
        </ol>
      )}
    </Card>
  )
}
