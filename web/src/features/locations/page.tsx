import { useLingui } from "@lingui/react/macro"
import { Building2 } from "lucide-react"
import { useMemo } from "react"
import type { Schema } from "@/api/types"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { ActiveStatus } from "@/ui/active"
import { Badge } from "@/ui/badge"
import { ChoiceFilter } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { LocationPicker, useLocations } from "@/ui/pickers"
import type { FormField } from "@/ui/record-drawer"
import { Opener, RecordPage } from "@/ui/record-page"
import type { Column } from "@/ui/table"

type Location = Schema<"LocationView">

function useKinds(): Record<Location["kind"], string> {
  const { t } = useLingui()
  return useMemo(() => ({ store: t({ message: "Store", context: "location" }), dc: t`Distribution centre` }), [t])
}

function useSupplied() {
  const locations = useLocations()
  return useMemo(() => new Map(locations.map((one) => [one.id, one.name])), [locations])
}

function useColumns(): (open: (row: Location) => void) => Column<Location>[] {
  const { t } = useLingui()
  const { days, percent } = useFormat()
  const kinds = useKinds()
  const names = useSupplied()
  return useMemo(
    () => (open) => [
      { id: "code", header: t`Code`, sort: "code", width: 110, isPinned: true, cell: (row) => <span className="tabular">{row.code}</span> },
      { id: "name", header: t`Name`, sort: "name", width: 200, grow: 2, isFixed: true, cell: (row) => <Opener onOpen={() => open(row)}>{row.name}</Opener> },
      { id: "kind", header: t`Kind`, width: 150, cell: (row) => <Badge tone={row.kind === "dc" ? "accent" : "neutral"}>{kinds[row.kind]}</Badge> },
      { id: "supplied_by", header: t`Supplied by`, width: 170, grow: 1, cell: (row) => (row.supplied_by_id === null ? t`its suppliers` : (names.get(row.supplied_by_id) ?? "…")) },
      { id: "review", header: t`Review every`, width: 130, align: "right", cell: (row) => days(row.review_period_days) },
      { id: "lead_time", header: t`Lead time`, width: 130, align: "right", cell: (row) => days(row.lead_time_days) },
      { id: "service_level", header: t`Service level`, width: 130, align: "right", cell: (row) => percent(row.service_level) },
      { id: "active", header: t`State`, width: 120, cell: (row) => <ActiveStatus active={row.active} /> },
    ],
    [t, days, percent, kinds, names],
  )
}

function useFields(): FormField[] {
  const { t } = useLingui()
  const kinds = useKinds()
  const own = t`Empty: the company's parameter holds.`
  return [
    { name: "code", label: t`Code`, required: true },
    { name: "name", label: t`Name`, required: true },
    { name: "kind", label: t`Kind`, kind: "choice", required: true, initial: "store", options: [{ value: "store", label: kinds.store }, { value: "dc", label: kinds.dc }] },
    { name: "supplied_by_id", label: t`Supplied by`, kind: "id", picker: (props) => <LocationPicker {...props} label={t`Supplied by`} />, help: t`Empty: its suppliers deliver to it.` },
    { name: "review_period_days", label: t`Review every (days)`, kind: "whole", help: own },
    { name: "lead_time_days", label: t`Lead time (days)`, kind: "whole", help: own },
    { name: "service_level", label: t`Service level (%)`, kind: "percent", help: own },
    { name: "latitude", label: t`Latitude`, kind: "decimal", isFloat: true },
    { name: "longitude", label: t`Longitude`, kind: "decimal", isFloat: true },
  ]
}

/** The stores and distribution centres. */
export function LocationsPage() {
  const { t } = useLingui()
  const kinds = useKinds()
  const names = useSupplied()
  const columns = useColumns()
  const words = {
    title: t`Locations`, description: t`Stores and distribution centres, and who supplies them.`, search: t`Search by code or name`, create: t`New location`,
    empty: t`No locations yet`, emptyText: t`Stock and sales belong to a location. Import your stores and distribution centres or write the first one.`, noMatch: t`No location matches these filters`,
    inactive: t`This location is out of use: nothing is planned for it, and its history stays.`,
  }
  return (
    <RecordPage<Location>
      path="/locations" entity="locations" words={words} right="catalog.edit_location" columns={(_records, open) => columns(open)} fields={useFields()} nameOf={(row) => row.name} icon={<Building2 size={20} />}
      filters={(values, set) => <ChoiceFilter label={t`Kind`} value={typeof values.kind === "string" ? values.kind : undefined} options={[{ value: "store", label: kinds.store }, { value: "dc", label: kinds.dc }]} onChange={(kind) => set({ kind })} className="w-44 max-sm:grow max-sm:basis-[45%]" />}
      renderCard={(row, open) => (
        <div className="grid gap-1 text-sm">
          <div className="flex items-center justify-between gap-3"><Opener onOpen={open}>{row.name}</Opener><ActiveStatus active={row.active} /></div>
          <p className="tabular text-xs text-ink-soft">{row.code} · {kinds[row.kind]} · {t`Supplied by`}: {row.supplied_by_id === null ? t`its suppliers` : names.get(row.supplied_by_id)}</p>
        </div>
      )}
      more={(row) => <p className="mt-5 flex flex-wrap gap-4 text-sm"><Link to={paths.stock} search={{ location_id: row.id }}>{t`See its stock`}</Link><Link to={paths.suggestions} search={{ location_id: row.id }}>{t`See what to buy for it`}</Link></p>}
    />
  )
}
