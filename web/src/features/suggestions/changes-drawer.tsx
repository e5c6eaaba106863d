import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { paths } from "@/lib/paths"
import { Badge } from "@/ui/badge"
import { Button } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { ExportMenu } from "@/ui/download"
import { Failure } from "@/ui/failure"
import { ChoiceFilter } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { changesPath, changesQuery, type Change, type ChangeGroup, type Filter } from "./api"

type Kind = "all" | Change["kind"]

/** What changed since the plan before, and the main reason of each change. */
export function ChangesDrawer({ filter, onClose }: { filter: Filter; onClose: () => void }) {
  const { t } = useLingui()
  const { date } = useFormat()
  const [kind, setKind] = useState<Kind>("all")
  const [reason, setReason] = useState<string>()
  const place = { location_id: filter.location_id, category_id: filter.category_id, q: filter.q }
  const summary = useQuery(changesQuery(place))
  const query = { ...place, kind: kind === "all" ? undefined : kind, reason }
  const list = useList<Change>(changesPath, query, { limit: 50 })
  const told = summary.data
  const all = told?.kinds.reduce((sum, one) => sum + one.count, 0) ?? 0
  const kinds = [{ value: "all" as Kind, label: t`All`, count: all }, ...(told?.kinds ?? []).map((one) => ({ value: one.name as Kind, label: one.label, count: one.count }))]
  const reasons = (told?.reasons ?? []).map((one: ChangeGroup) => ({ value: one.name, label: `${one.label} (${one.count})` }))
  return (
    <Drawer
      open size="lg" onOpenChange={(open) => !open && onClose()} title={t`What changed since the plan before`}
      description={told?.before ? <Trans>Plan for {date(told.run.as_of)}, compared with the one for {date(told.before.as_of)}</Trans> : undefined}
      footer={<ExportMenu path={changesPath} query={query} />}
    >
      {summary.error ? <Failure error={summary.error} onRetry={() => void summary.refetch()} /> : !told ? <Skeleton className="h-40 w-full" /> : !told.before ? (
        <p className="py-8 text-center text-sm text-ink-soft">{t`There is no plan before this one to compare with. The next plan will tell what changed.`}</p>
      ) : (
        <div className="grid grid-cols-1 gap-3">
          <div className="flex min-w-0 flex-wrap items-center gap-2">
            <Segments<Kind> label={t`Kind of change`} value={kind} onChange={setKind} options={kinds} />
            <ChoiceFilter label={t`Reason`} value={reason} onChange={setReason} options={reasons} className="w-72 max-sm:w-full" />
          </div>
          {list.error ? <Failure error={list.error} onRetry={list.onRetry} /> : list.isLoading ? <Skeleton className="h-40 w-full" /> : list.rows.length === 0 ? (
            <p className="py-8 text-center text-sm text-ink-soft">{t`Nothing changed: the plan proposes what the one before proposed.`}</p>
          ) : (
            <ul className="grid grid-cols-1 gap-2">{list.rows.map((one) => <ChangeRow key={`${one.product.id}-${one.location.id}`} one={one} />)}</ul>
          )}
          {list.hasMore && <Button busy={list.isFetchingMore} onClick={list.onMore}>{t`Show more`}</Button>}
        </div>
      )}
    </Drawer>
  )
}

const tones = { added: "accent", removed: "neutral", raised: "warn", lowered: "info" } as const

function ChangeRow({ one }: { one: Change }) {
  const { t } = useLingui()
  const { number, money } = useFormat()
  const units = (value: number) => number(value, 1)
  const signed = (value: number) => `${value > 0 ? "+" : ""}${units(value)}`
  const causes: [string, number][] = [[t`demand`, one.by_demand], [t`stock`, one.by_stock], [t`parameters`, one.by_parameter], [t`supplier`, one.by_supplier]]
  const told = causes.filter(([, value]) => Math.abs(value) >= 0.05)
  return (
    <li className="card grid min-w-0 grid-cols-1 gap-1 px-3 py-2 text-sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0"><Link to={paths.product(one.product.id)} search={{ location_id: one.location.id }}>{one.product.name}</Link> <span className="text-ink-faint">{one.product.sku} · {one.location.name}</span></span>
        <span className="tabular font-semibold whitespace-nowrap">{units(one.before)} → {units(one.after)}</span>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={tones[one.kind]}>{one.kind_text}</Badge>
        <span>{one.reason_text}</span>
        {one.value !== null && <span className="tabular ml-auto text-ink-soft">{Number(one.value) > 0 ? "+" : ""}{money(one.value, one.currency)}</span>}
      </div>
      {told.length > 0 && <p className="tabular text-xs text-ink-faint">{t`What moved the need`}: {told.map(([name, value]) => `${name} ${signed(value)}`).join(" · ")}</p>}
    </li>
  )
}
