import { useLingui } from "@lingui/react/macro"
import { useMemo } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { Button } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { FilterBar, SearchBox } from "@/ui/filter-bar"
import { LocationPicker } from "@/ui/pickers"
import { Segments } from "@/ui/segments"
import { TransferStatus, useTransferWords } from "@/ui/states"
import { DataTable, type Column } from "@/ui/table"
import { documents, documentStates, type TransferRow } from "./api"
import { DocumentDrawer } from "./document-drawer"
import type { Search } from "./page"

/** The transfers under way and done. */
export function Documents({ search, onSearch }: { search: Search; onSearch: (change: Partial<Search>) => void }) {
  const { t } = useLingui()
  const words = useTransferWords()
  const { stage, location_id, q, sort, open } = search
  const list = useList<TransferRow>(documents, { state: stage, location_id, q, sort })
  const columns = useColumns((id) => onSearch({ open: id }))
  const { qty, date } = useFormat()
  const hasFilter = location_id !== undefined || q !== undefined || stage !== undefined
  return (
    <>
      <DataTable<TransferRow>
        toolbar={
          <FilterBar onClear={hasFilter ? () => onSearch({ location_id: undefined, q: undefined, stage: undefined }) : undefined}>
            <Segments label={t`State`} value={stage ?? "all"} onChange={(next) => onSearch({ stage: next === "all" ? undefined : next })} options={[{ value: "all" as const, label: t`All` }, ...documentStates.map((value) => ({ value, label: words[value] }))]} />
            <SearchBox label={t`Search by number`} value={q} onChange={(next) => onSearch({ q: next })} />
            <LocationPicker value={location_id} onChange={(id) => onSearch({ location_id: id })} />
          </FilterBar>
        }
        id="transfers" label={t`Transfers`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={sort} onSort={(next) => onSearch({ sort: next })} onOpen={(row) => onSearch({ open: row.id })}
        renderCard={(row) => (
          <button type="button" onClick={() => onSearch({ open: row.id })} className="grid min-h-11 w-full grid-cols-1 gap-1 text-left">
            <span className="flex justify-between gap-3 text-base font-medium"><span>{row.number}</span><span className="tabular">{qty(row.units)}</span></span>
            <span className="truncate text-sm text-ink-soft">{row.from_location.name} → {row.to_location.name}</span>
            <span className="flex justify-between text-xs text-ink-faint"><TransferStatus state={row.state} /><span className="tabular">{date(row.expected_on)}</span></span>
          </button>
        )}
        empty={<Empty title={hasFilter ? t`No transfer matches these filters` : t`There are no transfers yet`} action={<Button onClick={() => onSearch({ show: "suggested" })}>{t`See suggested transfers`}</Button>}>{t`Approving suggested transfers makes them.`}</Empty>}
      />
      {open !== undefined && <DocumentDrawer id={open} onClose={() => onSearch({ open: undefined })} />}
    </>
  )
}

function useColumns(onOpen: (id: number) => void): Column<TransferRow>[] {
  const { t } = useLingui()
  const f = useFormat()
  return useMemo(
    () => [
      { id: "number", header: t`Number`, width: 118, isPinned: true, isFixed: true, sort: "number", cell: (row) => <button type="button" onClick={() => onOpen(row.id)} className="min-h-6 font-medium text-accent-ink hover:underline">{row.number}</button> },
      { id: "state", header: t`State`, width: 118, sort: "state", cell: (row) => <TransferStatus state={row.state} /> },
      { id: "from", header: t`Origin`, width: 160, grow: 1, cell: (row) => row.from_location.name },
      { id: "to", header: t`Destination`, width: 160, grow: 1, cell: (row) => row.to_location.name },
      { id: "lines", header: t`Lines`, width: 80, align: "right", cell: (row) => f.number(row.lines, 0) },
      { id: "units", header: t`Units`, width: 100, align: "right", cell: (row) => f.qty(row.units) },
      { id: "expected", header: t`Expected`, width: 118, cell: (row) => f.date(row.expected_on) },
      { id: "created", header: t`Created`, width: 130, sort: "created_at", cell: (row) => f.time(row.created_at) },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- onOpen only writes to the URL
    [t, f],
  )
}
