import { useLingui } from "@lingui/react/macro"
import { FilterBar, PeriodFilter } from "@/ui/filter-bar"
import { LocationPicker, useLocations } from "@/ui/pickers"
import { Segments } from "@/ui/segments"
import type { Dashboard, Scope } from "./api"
import { presetOf, presets, shiftDay, usual } from "./periods"

/** Period and location of the whole page, kept in the URL. */
export function ScopeBar({ scope, shown, onChange }: { scope: Scope; shown: Dashboard | undefined; onChange: (change: Scope) => void }) {
  const { t } = useLingui()
  const locations = useLocations()
  const until = shown?.data_until ?? null
  const from = scope.from ?? shown?.period.first
  const to = scope.to ?? shown?.period.last
  const preset = from && to ? presetOf(from, to, until) : null
  const pick = (days: number) => onChange(days === usual || !until ? { from: undefined, to: undefined } : { from: shiftDay(until, 1 - days), to: until })
  const words: Record<number, string> = { 7: t`7 days`, 30: t`30 days`, 90: t`90 days`, 365: t`12 months` }
  const isSet = scope.from !== undefined || scope.to !== undefined || scope.location_id !== undefined
  // Both ends together: a start alone would leave the end to the last day with data.
  const choose = (change: { from?: string; to?: string }) => onChange({ from, to, ...change })
  return (
    <FilterBar onClear={isSet ? () => onChange({ from: undefined, to: undefined, location_id: undefined }) : undefined}>
      <Segments label={t`Period`} value={String(preset ?? "")} onChange={(days) => pick(Number(days))} options={presets.map((days) => ({ value: String(days), label: words[days] }))} />
      <PeriodFilter from={from} to={to} onChange={choose} />
      {locations.length > 1 && <LocationPicker value={scope.location_id} onChange={(location_id) => onChange({ location_id })} />}
    </FilterBar>
  )
}
