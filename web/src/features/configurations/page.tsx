import { useLingui } from "@lingui/react/macro"
import { Plus } from "lucide-react"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { ActiveFilter, ActiveStatus } from "@/ui/active"
import { Button } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { FilterBar, SearchBox } from "@/ui/filter-bar"
import { Page } from "@/ui/page"
import { Opener } from "@/ui/record-page"
import { DataTable, type Column } from "@/ui/table"
import { useRecords } from "@/ui/use-records"
import { path, type Configuration } from "./api"
import { ConfigurationForm } from "./form"

export type Search = { q?: string; active?: boolean; sort?: string }

/** Every sales channel and how it prices. */
export function ConfigurationsPage() {
  const { t } = useLingui()
  const { number, points } = useFormat()
  const can = useCan()
  const [{ q, active, sort }, setSearch] = useFilters<Search>()
  const [open, setOpen] = useState<Configuration | "new" | null>(null)
  const records = useRecords<Configuration>(path)
  const list = useList<Configuration>(path, { q, active, sort })
  const canEdit = can("prices.edit_configuration")
  const create = canEdit && <Button look="primary" icon={<Plus size={15} />} onClick={() => setOpen("new")}>{t`New configuration`}</Button>
  const columns = useMemo<Column<Configuration>[]>(() => {
    return [
      { id: "name", header: t`Name`, sort: "name", width: 170, grow: 2, isFixed: true, cell: (row) => <Opener onOpen={() => setOpen(row)}>{row.name}</Opener> },
      { id: "currency", header: t`Currency`, sort: "currency", width: 95, cell: (row) => row.currency },
      { id: "type", header: t`Price type`, width: 100, cell: (row) => row.price_type },
      { id: "method", header: t`Method`, width: 165, cell: (row) => (row.method === "cost_plus" ? t`Cost plus` : t`Gross up`) },
      { id: "vat", header: t`VAT`, width: 90, align: "right", cell: (row) => points(row.vat_percent, 4) },
      { id: "markup", header: t`Markup`, width: 100, align: "right", cell: (row) => points(row.markup_percent, 4) },
      { id: "final", header: t`Final multiplier`, width: 130, align: "right", cell: (row) => (row.final_multiplier === null ? "—" : number(row.final_multiplier, 6)) },
      { id: "products", header: t`Products`, sort: "products", width: 100, align: "right", cell: (row) => number(row.products) },
      { id: "warnings", header: t`Warnings`, width: 110, grow: 1, cell: (row) => <span className="text-warn">{row.warnings.map((one) => one.message).join(" ")}</span> },
      { id: "active", header: t`State`, width: 110, cell: (row) => <ActiveStatus active={row.active} /> },
    ]
  }, [t, number, points])
  return (
    <Page isFull title={t`Configurations`} description={t`One for each sales channel: its taxes, deductions, markup and rounding turn a cost into a price.`} actions={create}>
      <DataTable<Configuration>
        id="price-configurations" label={t`Configurations`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={sort} onSort={(next) => setSearch({ sort: next })} onOpen={setOpen}
        toolbar={
          <FilterBar onClear={q !== undefined || active !== undefined ? () => setSearch({ q: undefined, active: undefined }) : undefined}>
            <SearchBox label={t`Search by name`} value={q} onChange={(next) => setSearch({ q: next })} />
            <ActiveFilter value={active} onChange={(next) => setSearch({ active: next })} />
          </FilterBar>
        }
        renderCard={(row) => (
          <div className="grid gap-1 text-sm">
            <div className="flex items-center justify-between gap-3"><Opener onOpen={() => setOpen(row)}>{row.name}</Opener><ActiveStatus active={row.active} /></div>
            <p className="tabular text-xs text-ink-soft">{row.currency} · {row.price_type} · {row.method === "cost_plus" ? t`Cost plus` : t`Gross up`}{row.final_multiplier !== null && <> · × {number(row.final_multiplier, 6)}</>}</p>
          </div>
        )}
        empty={<Empty title={t`No configurations yet`} action={create}>{t`Create at least one: it says how a cost becomes a price in a sales channel.`}</Empty>}
      />
      {open && <ConfigurationForm row={open === "new" ? null : open} canEdit={canEdit} records={records} onClose={() => setOpen(null)} />}
    </Page>
  )
}
