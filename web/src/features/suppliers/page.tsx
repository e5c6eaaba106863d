import { useLingui } from "@lingui/react/macro"
import { Truck } from "lucide-react"
import { useMemo } from "react"
import type { Schema } from "@/api/types"
import { useFormat } from "@/lib/format"
import { useMe } from "@/lib/me"
import { paths } from "@/lib/paths"
import { ActiveStatus } from "@/ui/active"
import { Link } from "@/ui/link"
import type { FormField } from "@/ui/record-drawer"
import { Opener, RecordPage } from "@/ui/record-page"
import type { Column } from "@/ui/table"

type Supplier = Schema<"SupplierView">

function useColumns(): (open: (row: Supplier) => void) => Column<Supplier>[] {
  const { t } = useLingui()
  const { days, money, number } = useFormat()
  return useMemo(
    () => (open) => [
      { id: "code", header: t`Code`, sort: "code", width: 110, isPinned: true, cell: (row) => <span className="tabular">{row.code}</span> },
      { id: "name", header: t`Name`, sort: "name", width: 200, grow: 2, isFixed: true, cell: (row) => <Opener onOpen={() => open(row)}>{row.name}</Opener> },
      { id: "lead_time", header: t`Lead time`, sort: "lead_time_days", width: 130, align: "right", cell: (row) => days(row.lead_time_days) },
      { id: "lead_time_std", header: t`Its deviation`, width: 120, align: "right", cell: (row) => (row.lead_time_std_days === null ? "—" : `± ${number(row.lead_time_std_days, 1)}`) },
      { id: "minimum", header: t`Minimum order`, width: 140, align: "right", cell: (row) => money(row.minimum_order_value, row.currency) },
      { id: "budget", header: t`Budget of a plan`, width: 140, align: "right", isHidden: true, cell: (row) => money(row.order_budget, row.currency) },
      { id: "container_weight", header: t`Container weight`, width: 140, align: "right", isHidden: true, cell: (row) => (row.container_weight_kg === null ? "—" : t`${number(row.container_weight_kg, 3)} kg`) },
      { id: "container_volume", header: t`Container volume`, width: 140, align: "right", isHidden: true, cell: (row) => (row.container_volume_m3 === null ? "—" : t`${number(row.container_volume_m3, 4)} m³`) },
      { id: "email", header: t`E-mail`, width: 180, grow: 1, cell: (row) => row.email ?? "—" },
      { id: "phone", header: t`Phone`, width: 130, cell: (row) => row.phone ?? "—" },
      { id: "active", header: t`State`, width: 120, cell: (row) => <ActiveStatus active={row.active} /> },
    ],
    [t, days, money, number],
  )
}

function useFields(): FormField[] {
  const { t } = useLingui()
  const currency = useMe()?.company.currency
  return [
    { name: "code", label: t`Code`, required: true },
    { name: "name", label: t`Name`, required: true },
    { name: "lead_time_days", label: t`Lead time (days)`, kind: "whole", help: t`From the order to the goods on the shelf.` },
    { name: "lead_time_std_days", label: t`Deviation of the lead time (days)`, kind: "decimal", isFloat: true, help: t`How much it usually differs; it raises the safety stock.` },
    { name: "minimum_order_value", label: t`Minimum order value`, kind: "decimal", help: t`Orders below it are shown as too small.` },
    { name: "order_budget", label: t`Budget of a plan`, kind: "decimal", help: t`Most that one plan may spend with it, in its currency; empty: no limit.` },
    { name: "container_weight_kg", label: t`Container weight (kg)`, kind: "decimal", help: t`Most that one order may weigh; a container that travels is filled up. Empty: no limit.` },
    { name: "container_volume_m3", label: t`Container volume (m³)`, kind: "decimal", help: t`Most room that one order may take. Empty: no limit.` },
    { name: "currency", label: t`Currency`, help: t`Three letters; empty: the company's.`, initial: currency },
    { name: "email", label: t`E-mail`, kind: "email" },
    { name: "phone", label: t`Phone`, kind: "tel" },
  ]
}

/** Whom the company buys from. */
export function SuppliersPage() {
  const { t } = useLingui()
  const { days, money } = useFormat()
  const columns = useColumns()
  const words = {
    title: t`Suppliers`, description: t`Whom you buy from, how long they take and what they ask for at least.`, search: t`Search by code or name`, create: t`New supplier`,
    empty: t`No suppliers yet`, emptyText: t`Suppliers give orders their lead time and minimum. Import them or write the first one.`, noMatch: t`No supplier matches these filters`,
    inactive: t`This supplier is out of use: nothing is ordered from it, and its history stays.`,
  }
  return (
    <RecordPage<Supplier>
      path="/suppliers" entity="suppliers" words={words} right="partners.edit_supplier" columns={(_records, open) => columns(open)} fields={useFields()} nameOf={(row) => row.name} icon={<Truck size={20} />}
      renderCard={(row, open) => (
        <div className="grid gap-1 text-sm">
          <div className="flex items-center justify-between gap-3"><Opener onOpen={open}>{row.name}</Opener><ActiveStatus active={row.active} /></div>
          <p className="tabular text-xs text-ink-soft">{row.code} · {t`Lead time`}: {days(row.lead_time_days)} · {t`Minimum order`}: {money(row.minimum_order_value, row.currency)}</p>
        </div>
      )}
      more={(row) => <p className="mt-5 text-sm"><Link to={paths.products} search={{ supplier_id: row.id }}>{t`See its products`}</Link></p>}
    />
  )
}
