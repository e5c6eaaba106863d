import { useLingui } from "@lingui/react/macro"
import { UsersRound } from "lucide-react"
import { useMemo } from "react"
import type { Schema } from "@/api/types"
import { useFormat } from "@/lib/format"
import { ActiveStatus } from "@/ui/active"
import type { FormField } from "@/ui/record-drawer"
import { Opener, RecordPage } from "@/ui/record-page"
import type { Column } from "@/ui/table"

type Customer = Schema<"CustomerView">

function useColumns(): (open: (row: Customer) => void) => Column<Customer>[] {
  const { t } = useLingui()
  const { date } = useFormat()
  return useMemo(
    () => (open) => [
      { id: "code", header: t`Code`, sort: "code", width: 110, isPinned: true, cell: (row) => <span className="tabular">{row.code}</span> },
      { id: "name", header: t`Name`, sort: "name", width: 200, grow: 2, isFixed: true, cell: (row) => <Opener onOpen={() => open(row)}>{row.name}</Opener> },
      { id: "segment", header: t`Segment`, width: 120, grow: 1, cell: (row) => row.segment ?? "—" },
      { id: "city", header: t`City`, width: 130, grow: 1, cell: (row) => row.city ?? "—" },
      { id: "salesperson", header: t`Salesperson`, width: 140, grow: 1, cell: (row) => row.salesperson ?? "—" },
      { id: "phone", header: t`Phone`, width: 130, cell: (row) => row.phone ?? "—" },
      { id: "email", header: t`E-mail`, width: 180, isHidden: true, cell: (row) => row.email ?? "—" },
      { id: "tax_id", header: t`Tax id`, width: 130, isHidden: true, cell: (row) => row.tax_id ?? "—" },
      { id: "price_list", header: t`Price list`, width: 120, isHidden: true, cell: (row) => row.price_list ?? "—" },
      { id: "created_on", header: t`Customer since`, width: 130, cell: (row) => date(row.created_on) },
      { id: "active", header: t`State`, width: 120, cell: (row) => <ActiveStatus active={row.active} /> },
    ],
    [t, date],
  )
}

function useFields(): FormField[] {
  const { t } = useLingui()
  return [
    { name: "code", label: t`Code`, required: true },
    { name: "name", label: t`Name`, required: true },
    { name: "tax_id", label: t`Tax id` },
    { name: "segment", label: t`Segment` },
    { name: "phone", label: t`Phone`, kind: "tel" },
    { name: "email", label: t`E-mail`, kind: "email" },
    { name: "address", label: t`Address`, isWide: true },
    { name: "city", label: t`City` },
    { name: "salesperson", label: t`Salesperson` },
    { name: "price_list", label: t`Price list` },
    { name: "created_on", label: t`Customer since`, kind: "day" },
    { name: "latitude", label: t`Latitude`, kind: "decimal", isFloat: true },
    { name: "longitude", label: t`Longitude`, kind: "decimal", isFloat: true },
  ]
}

/** Whom the company sells to. */
export function CustomersPage() {
  const { t } = useLingui()
  const columns = useColumns()
  const words = {
    title: t`Customers`, description: t`Whom you sell to, and who looks after them.`, search: t`Search by code or name`, create: t`New customer`,
    empty: t`No customers yet`, emptyText: t`Import them, or bring sales: customers that the sales name are created on the way.`, noMatch: t`No customer matches these filters`,
    inactive: t`This customer is out of use; its history stays.`,
  }
  return (
    <RecordPage<Customer>
      path="/customers" entity="customers" words={words} right="partners.edit_customer" columns={(_records, open) => columns(open)} fields={useFields()} nameOf={(row) => row.name} icon={<UsersRound size={20} />}
      renderCard={(row, open) => (
        <div className="grid gap-1 text-sm">
          <div className="flex items-center justify-between gap-3"><Opener onOpen={open}>{row.name}</Opener><ActiveStatus active={row.active} /></div>
          <p className="tabular text-xs text-ink-soft">{[row.code, row.segment, row.city, row.salesperson].filter(Boolean).join(" · ")}</p>
          {row.phone && <a href={`tel:${row.phone}`} className="w-fit text-accent-ink max-sm:min-h-8">{row.phone}</a>}
        </div>
      )}
    />
  )
}
