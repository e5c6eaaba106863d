import { useLingui } from "@lingui/react/macro"
import { ChoiceFilter, FilterBar, SearchBox } from "@/ui/filter-bar"
import { countSet, MoreFilters } from "@/ui/more-filters"
import { CategoryPicker, LocationPicker, SupplierPicker } from "@/ui/pickers"
import { classes, states, urgencies, variabilities, type Filter, type State, type Urgency } from "./api"
import { useStateWords, useUrgencyWords } from "./words"

type Props = { filter: Filter; onChange: (change: Partial<Filter>) => void }

/** Every filter taken away. */
export const noFilter: Partial<Filter> = { supplier_id: undefined, location_id: undefined, category_id: undefined, abc: undefined, xyz: undefined, urgency: undefined, without_supplier: undefined, q: undefined, state: undefined }

/** What the grid, its totals, its export and "approve all" are narrowed to; all of it stands in the URL. */
export function Filters({ filter, onChange }: Props) {
  const { t } = useLingui()
  const urgencyWords = useUrgencyWords()
  const stateWords = useStateWords()
  const { state: _, ...rest } = filter
  const isSet = Object.values(rest).some((value) => value !== undefined) || filter.state !== "open"
  return (
    <FilterBar onClear={isSet ? () => onChange(noFilter) : undefined}>
      <SearchBox label={t`Search by SKU or name`} value={filter.q} onChange={(q) => onChange({ q })} />
      <MoreFilters count={countSet(...Object.values(rest)) - countSet(filter.q) + (filter.state === "open" ? 0 : 1)}>
        <ChoiceFilter className="w-36 max-sm:grow max-sm:basis-[45%]" label={t`State`} value={filter.state === "open" ? undefined : filter.state} options={states.map((value) => ({ value, label: stateWords[value] }))} onChange={(state) => onChange({ state: state as State | undefined })} />
        <SupplierPicker value={filter.supplier_id} onChange={(supplier_id) => onChange({ supplier_id })} />
        <LocationPicker value={filter.location_id} onChange={(location_id) => onChange({ location_id })} />
        <CategoryPicker value={filter.category_id} onChange={(category_id) => onChange({ category_id })} />
        <ChoiceFilter className="w-36 max-sm:grow max-sm:basis-[45%]" label={t`ABC class`} value={filter.abc} options={classes.map((value) => ({ value, label: value }))} onChange={(abc) => onChange({ abc })} />
        <ChoiceFilter className="w-36 max-sm:grow max-sm:basis-[45%]" label={t`XYZ class`} value={filter.xyz} options={variabilities.map((value) => ({ value, label: value }))} onChange={(xyz) => onChange({ xyz })} />
        <ChoiceFilter className="w-36 max-sm:grow max-sm:basis-[45%]" label={t`Urgency`} value={filter.urgency} options={urgencies.map((value) => ({ value, label: urgencyWords[value] }))} onChange={(urgency) => onChange({ urgency: urgency as Urgency | undefined })} />
      </MoreFilters>
    </FilterBar>
  )
}
