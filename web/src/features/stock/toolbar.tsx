import { useLingui } from "@lingui/react/macro"
import { useQueries } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { ChoiceFilter, FilterBar, SearchBox } from "@/ui/filter-bar"
import { CategoryPicker, LocationPicker, ProductPicker, SupplierPicker } from "@/ui/pickers"
import { Segments } from "@/ui/segments"
import type { StockState } from "@/ui/states"
import { countQuery, kinds, levelFilters, path, states, totalPath, type Kind, type Search } from "./api"
import { stateSigns } from "./signs"
import { useMovementWords, useStateWords } from "./words"

// Two filters in a row on phones, so that the first card is in sight.
const half = "w-44 max-sm:w-[calc(50%-0.25rem)]"

type Props = { search: Search; setSearch: (change: Partial<Search>) => void; onClear?: () => void }

/** How many rows stand in each state, within the other filters. */
function useCounts(search: Search): (number | null | undefined)[] {
  const filters = levelFilters(search)
  return useQueries({ queries: [undefined, ...states].map((state) => countQuery(search.view === "total" ? totalPath : path, { ...filters, state })) }).map((answer) => answer.data)
}

/** The word of a state with the sign that stands for it in the cells. */
function StateLabel({ state, word }: { state: StockState; word: string }) {
  const { Icon, ink } = stateSigns[state]
  return <span className="inline-flex items-center gap-1">{Icon && <Icon size={12} aria-hidden="true" className={ink} />}{word}</span>
}

/** Filters of the levels and of the totals. */
export function LevelToolbar({ search, setSearch, onClear }: Props) {
  const { t } = useLingui()
  const can = useCan()
  const { number } = useFormat()
  const words = useStateWords()
  const [all, ...counts] = useCounts(search)
  const options = [{ value: "all" as const, label: t`All`, count: number(all, 0) }, ...states.map((value, index) => ({ value, label: <StateLabel state={value} word={words[value]} />, count: number(counts[index], 0) }))]
  return (
    <FilterBar onClear={onClear}>
      <Segments<"all" | StockState> label={t`State`} value={search.state ?? "all"} onChange={(next) => setSearch({ state: next === "all" ? undefined : next })} options={options} />
      <SearchBox label={t`Search by SKU or name`} value={search.q} onChange={(q) => setSearch({ q })} />
      <LocationPicker value={search.location_id} onChange={(location_id) => setSearch({ location_id })} className={half} />
      <CategoryPicker value={search.category_id} onChange={(category_id) => setSearch({ category_id })} className={half} />
      {can("partners.read") && <SupplierPicker value={search.supplier_id} onChange={(supplier_id) => setSearch({ supplier_id })} />}
      {search.product_id !== undefined && <ProductPicker value={search.product_id} onChange={(product_id) => setSearch({ product_id })} />}
    </FilterBar>
  )
}

/** Filters of the movements. */
export function MovementToolbar({ search, setSearch, onClear }: Props) {
  const { t } = useLingui()
  const words = useMovementWords()
  return (
    <FilterBar onClear={onClear}>
      <ProductPicker value={search.product_id} onChange={(product_id) => setSearch({ product_id })} className="w-64 max-sm:w-full" />
      <LocationPicker value={search.location_id} onChange={(location_id) => setSearch({ location_id })} className={half} />
      <ChoiceFilter label={t`Kind`} value={search.kind} options={kinds.map((value) => ({ value, label: words[value] }))} onChange={(kind) => setSearch({ kind: kind as Kind | undefined })} className={half} />
    </FilterBar>
  )
}
