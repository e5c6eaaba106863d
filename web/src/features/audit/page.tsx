import { useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useFilters } from "@/lib/search"
import { Empty } from "@/ui/empty"
import { FilterBar, PeriodFilter, SearchBox } from "@/ui/filter-bar"
import { Page } from "@/ui/page"
import { DataTable, type Column } from "@/ui/table"
import { Detail } from "./detail"
import { PersonFilter, SubjectFilter, useActorWords, useSubjectWords } from "./filters"
import { momentOf, type Entry } from "./types"

type Search = { q?: string; actor_id?: number; subject_type?: string; subject_id?: string; from?: string; to?: string }
const none: Search = { q: undefined, actor_id: undefined, subject_type: undefined, subject_id: undefined, from: undefined, to: undefined }

function useColumns(): Column<Entry>[] {
  const { t } = useLingui()
  const { time } = useFormat()
  const subjects = useSubjectWords()
  const nameOf = useActorWords()
  return [
    { id: "at", header: t`When`, width: 140, isFixed: true, cell: (entry) => time(entry.at) },
    { id: "who", header: t`Who`, width: 150, cell: nameOf },
    { id: "what", header: t`What`, width: 280, grow: 3, isFixed: true, cell: (entry) => <span className="font-medium">{entry.title}</span> },
    { id: "subject", header: t`On`, width: 150, grow: 1, cell: (entry) => [subjects[entry.subject_type] ?? entry.subject_type, entry.subject_id].filter(Boolean).join(" ") },
    { id: "kind", header: t`Kind`, width: 190, isHidden: true, cell: (entry) => entry.kind },
  ]
}

/** Everything that was changed, by whom and when; the filters live in the address. */
export function AuditPage() {
  const { t } = useLingui()
  const { time } = useFormat()
  const [filters, setFilters] = useFilters<Search>()
  const [open, setOpen] = useState<Entry | null>(null)
  const columns = useColumns()
  const nameOf = useActorWords()
  const list = useList<Entry>("/audit", { ...filters, from: momentOf(filters.from, "start"), to: momentOf(filters.to, "end") })
  const hasFilters = Object.keys(none).some((name) => filters[name as keyof Search] !== undefined)
  return (
    <Page title={t`Audit`} description={t`Every change, with who made it and what was there before. Nobody can alter this list.`} isFull>
      <DataTable<Entry>
        toolbar={
          <FilterBar onClear={hasFilters ? () => setFilters(none) : undefined}>
            <SearchBox label={t`Search in names and data`} value={filters.q} onChange={(q) => setFilters({ q })} />
            <PersonFilter value={filters.actor_id} onChange={(actor_id) => setFilters({ actor_id })} />
            <SubjectFilter value={filters.subject_type} onChange={(subject_type) => setFilters({ subject_type, subject_id: undefined })} />
            <PeriodFilter from={filters.from} to={filters.to} onChange={setFilters} />
          </FilterBar>
        }
        id="audit" label={t`Audit`} {...list} columns={columns} rowKey={(entry) => String(entry.id)} onOpen={setOpen}
        renderCard={(entry) => (
          <button type="button" className="grid min-h-11 w-full gap-0.5 text-left" onClick={() => setOpen(entry)}>
            <b className="font-medium">{entry.title}</b>
            <span className="text-sm text-ink-soft">{nameOf(entry)} · {time(entry.at)}</span>
          </button>
        )}
        empty={<Empty title={t`Nothing recorded`}>{hasFilters ? t`No change matches these filters.` : t`Each change will appear here from now on.`}</Empty>}
      />
      {open && <Detail entry={open} onClose={() => setOpen(null)} onSubject={() => setFilters({ ...none, subject_type: open.subject_type, subject_id: open.subject_id ?? undefined })} />}
    </Page>
  )
}
