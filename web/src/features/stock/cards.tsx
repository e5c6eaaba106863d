import { useLingui } from "@lingui/react/macro"
import { History, SlidersHorizontal } from "lucide-react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Button } from "@/ui/button"
import { Link } from "@/ui/link"
import { useLocations } from "@/ui/pickers"
import { StockStatus } from "@/ui/states"
import type { Level, Total } from "./api"
import type { Acts } from "./levels"
import { AtPlace } from "./totals"
import { useCover } from "./words"

function Cells({ cells }: { cells: [string, string][] }) {
  return (
    <dl className="tabular grid grid-cols-4 gap-2 rounded-md bg-sunken px-2.5 py-1.5">
      {cells.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="truncate text-2xs text-ink-faint">{name}</dt>
          <dd className="truncate text-sm font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A level on a phone. */
export function LevelCard({ level, acts }: { level: Level; acts: Acts }) {
  const { t } = useLingui()
  const f = useFormat()
  const cover = useCover()
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate text-base font-medium"><Link isPlain to={paths.product(level.product.id)} search={{ location_id: level.location.id }}>{level.product.name}</Link></h2>
          <p className="truncate text-xs text-ink-faint">{level.product.sku} · {level.location.name}</p>
        </div>
        <span className="shrink-0 text-sm"><StockStatus state={level.state} /></span>
      </div>
      <Cells cells={[[t`On hand`, f.qty(level.on_hand)], [t`Available`, f.qty(level.available)], [t`On order`, f.qty(level.on_order)], [t`Cover`, cover(level.days_of_cover)]]} />
      {level.value !== null && <p className="tabular flex justify-between text-xs text-ink-soft"><span>{t`Value`}</span> {f.money(level.value, level.currency)}</p>}
      <div className="flex gap-2">
        <Button icon={<History size={15} />} className="flex-1" onClick={() => acts.onHistory(level)}>{t`Movements`}</Button>
        {acts.onRecord && <Button icon={<SlidersHorizontal size={15} />} className="flex-1" onClick={() => acts.onRecord?.(level)}>{t`Adjust`}</Button>}
      </div>
    </div>
  )
}

/** A product's stock over all locations on a phone. */
export function TotalCard({ total }: { total: Total }) {
  const { t } = useLingui()
  const f = useFormat()
  const cover = useCover()
  const can = useCan()
  const names = new Map(useLocations().map(({ id, name }) => [id, name]))
  const value: [string, string][] = can("insights.see_cost") ? [[t`Value`, f.shortMoney(total.value)]] : []
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="min-w-0">
        <h2 className="truncate text-base font-medium"><Link isPlain to={paths.product(total.product.id)}>{total.product.name}</Link></h2>
        <p className="truncate text-xs text-ink-faint">{total.product.sku}</p>
      </div>
      <Cells cells={[[t`On hand`, f.qty(total.on_hand)], [t`Available`, f.qty(total.available)], [t`Cover`, cover(total.days_of_cover)], ...value]} />
      <ul className="grid gap-0.5 text-sm">
        {total.locations.map((place) => (
          <li key={place.location_id} className="flex justify-between gap-3"><span className="truncate text-ink-soft">{names.get(place.location_id) ?? "…"}</span> <AtPlace quantity={place.on_hand} state={place.state} /></li>
        ))}
      </ul>
    </div>
  )
}
