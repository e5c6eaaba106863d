import { useLingui } from "@lingui/react/macro"
import { Boxes, Plus } from "lucide-react"
import { useMemo, useState } from "react"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button, buttonClass } from "@/ui/button"
import { ExportMenu } from "@/ui/download"
import { Empty } from "@/ui/empty"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { Segments } from "@/ui/segments"
import { levelFilters, movementFilters, movementsPath, path, type Level, type Search, type View } from "./api"
import { Levels, type Acts } from "./levels"
import { Movements } from "./movements"
import { MovementsDrawer } from "./movements-drawer"
import { RecordDialog, type Place } from "./record-dialog"
import { LevelToolbar, MovementToolbar } from "./toolbar"
import { Totals } from "./totals"

const nothing: Partial<Search> = { q: undefined, location_id: undefined, category_id: undefined, supplier_id: undefined, product_id: undefined, state: undefined, kind: undefined }

/** What lies where, how long it lasts and how it came to that. */
export function StockPage() {
  const { t } = useLingui()
  const can = useCan()
  const [search, setSearch] = useFilters<Search>()
  const [shown, setShown] = useState<Level>()
  const [place, setPlace] = useState<Place>()
  const view = search.view ?? "place"
  const isMoves = view === "movements"
  const filters = isMoves ? movementFilters(search) : levelFilters(search)
  const hasFilter = Object.values(filters).some((value) => value !== undefined)
  const clear = hasFilter ? () => setSearch(nothing) : undefined
  const canRecord = can("stock.record_movement")
  const acts = useMemo<Acts>(
    () => ({ onHistory: setShown, onRecord: canRecord ? (level) => setPlace(placeOf(level)) : undefined }),
    [canRecord],
  )
  const bar = isMoves ? <MovementToolbar search={search} setSearch={setSearch} onClear={clear} /> : <LevelToolbar search={search} setSearch={setSearch} onClear={clear} />
  const showAll = clear && <Button onClick={clear}>{t`Clear filters`}</Button>
  const empty = <Nothing isFiltered={hasFilter} onClear={clear} />
  return (
    <Page
      isFull title={t`Stock`} description={t`What lies where, how long it lasts and what it is worth.`}
      actions={<><Views view={view} onChange={(next) => setSearch({ view: next === "place" ? undefined : next, sort: undefined })} />{canRecord && <Button icon={<Plus size={14} />} onClick={() => setPlace({ product_id: search.product_id })}>{t`Count or adjust`}</Button>}<ExportMenu path={isMoves ? movementsPath : path} query={filters} /></>}
    >
      {view === "place" && <Levels search={search} setSearch={setSearch} toolbar={bar} empty={empty} acts={acts} />}
      {view === "total" && <Totals search={search} setSearch={setSearch} toolbar={bar} empty={empty} />}
      {isMoves && <Movements search={search} toolbar={bar} onClear={showAll} />}
      {shown && <MovementsDrawer level={shown} onClose={() => setShown(undefined)} onRecord={canRecord ? () => { setPlace(placeOf(shown)); setShown(undefined) } : undefined} />}
      {place && <RecordDialog place={place} onClose={() => setPlace(undefined)} />}
    </Page>
  )
}

const placeOf = (level: Level): Place => ({ product_id: level.product.id, location_id: level.location.id, title: `${level.product.sku} ${level.product.name} · ${level.location.name}` })

function Views({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const { t } = useLingui()
  return <Segments<View> label={t`View`} value={view} onChange={onChange} options={[{ value: "place", label: t`By location` }, { value: "total", label: t`Consolidated` }, { value: "movements", label: t`Movements` }]} />
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear?: () => void }) {
  const { t } = useLingui()
  const can = useCan()
  if (isFiltered) return <Empty title={t`No stock matches these filters`} action={onClear && <Button onClick={onClear}>{t`Clear filters`}</Button>}>{t`Change the words, the state or the location.`}</Empty>
  return (
    <Empty icon={<Boxes size={20} />} title={t`There is no stock yet`} action={can("integration.upload") && <Link isPlain to={paths.imports} className={buttonClass("primary")}>{t`Import stock`}</Link>}>
      {t`Bring a file with SKU, location and quantity; from then on receipts, transfers and counts keep it up to date.`}
    </Empty>
  )
}
