import { Trans, useLingui } from "@lingui/react/macro"
import { ArrowUpRight } from "lucide-react"
import type { ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Link } from "@/ui/link"
import { Sparkline } from "@/ui/sparkline"
import { Tile as Box, TileSkeleton } from "@/ui/tile"
import type { Dashboard, Tile } from "./api"
import { isComparable, thinned } from "./periods"

// Two in a row on phones: the figure gives way, what stands beside it stays for wider screens.
const grid = "grid grid-cols-2 gap-3 xl:grid-cols-3 max-sm:gap-2 max-sm:[&_.text-2xl]:text-lg max-sm:[&>div]:px-3"
const wide = "max-sm:hidden"

/** The figures of the period against the one before, each with what it means. */
export function Tiles({ data, location_id }: { data: Dashboard; location_id?: number }) {
  const write = useFigure()
  const marginShare = data.tiles.find((tile) => tile.name === "margin_share")
  // Without the right to see costs only sales and stock-outs come; the share of the margin is told inside the margin.
  const isWhole = isComparable(data.trend)
  const isKnown = (tile: Tile) => isWhole || (tile.name !== "sales" && tile.name !== "margin")
  const boxes = data.tiles.filter((tile) => tile.name !== "margin_share")
  return (
    <section className={grid}>
      {boxes.map((tile) => (
        <Box
          key={tile.name} name={tile.label} value={write(tile, tile.value)} change={isKnown(tile) ? tile.change : null} goodWhen={tile.good_when} help={tile.help}
          previous={tile.previous === null || !isKnown(tile) ? undefined : write(tile, tile.previous)}
        >
          <Beside tile={tile} data={data} marginShare={marginShare} location_id={location_id} />
        </Box>
      ))}
    </section>
  )
}

/** A figure in its unit: money exact, the rest rounded as people say it. */
function useFigure() {
  const f = useFormat()
  const { t } = useLingui()
  return ({ unit, currency }: Tile, value: Tile["value"]): ReactNode => {
    if (value === null) return "—"
    if (unit === "money") return f.money(value, currency ?? undefined)
    if (unit === "percent") return f.percent(Number(value))
    if (unit === "days") return f.days(value)
    const times = f.number(value, 1)
    return t`${times} ×`
  }
}

function Beside({ tile, data, marginShare, location_id }: { tile: Tile; data: Dashboard; marginShare?: Tile; location_id?: number }) {
  const { t } = useLingui()
  const { percent } = useFormat()
  const can = useCan()
  const seeStock = (label: string, search: Record<string, unknown>) =>
    can("stock.read") && (
      <Link to={paths.stock} search={{ ...search, location_id }} className={`${wide} inline-flex min-h-6 items-center gap-0.5 text-xs`}>
        {label} <ArrowUpRight size={12} aria-hidden="true" />
      </Link>
    )
  if (tile.name === "sales") return <span className={wide}><Sparkline label={t`Sales day by day`} values={thinned(data.trend.map((one) => Number(one.net)), 31)} /></span>
  if (tile.name === "margin" && marginShare?.value != null) {
    const share = percent(Number(marginShare.value))
    return <span className={`${wide} tabular pb-1 text-sm whitespace-nowrap text-ink-soft`}><Trans>{share} of sales</Trans></span>
  }
  if (tile.name === "stock_out_rate") return seeStock(t`What is missing`, { state: "out" })
  if (tile.name === "inventory_value") return seeStock(t`By product`, { view: "total" })
  if (tile.name === "days_of_cover") return seeStock(t`What is too much`, { state: "over" })
  return null
}

export const TilesSkeleton = () => <div className={grid} aria-busy="true">{Array.from({ length: 6 }, (_, index) => <TileSkeleton key={index} />)}</div>
