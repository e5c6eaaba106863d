import { useLingui } from "@lingui/react/macro"
import { FileUp, Plus } from "lucide-react"
import { useState, type ReactNode } from "react"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters, type Filters } from "@/lib/search"
import { ActiveFilter } from "./active"
import { Button, buttonClass } from "./button"
import { ExportMenu } from "./download"
import { Empty } from "./empty"
import { FilterBar, SearchBox } from "./filter-bar"
import { Link } from "./link"
import { Page } from "./page"
import { RecordDrawer, type FormField } from "./record-drawer"
import { DataTable, type Column } from "./table"
import { useRecords, type Records } from "./use-records"

type Row = { id: number; version: number; active: boolean }
type Words = { title: string; description: string; search: string; create: string; empty: string; emptyText: string; noMatch: string; inactive: string }
type Props<T extends Row> = {
  /** Its list in the API, which also names the table. */
  path: string
  /** What to bring when there is nothing yet. */
  entity: string
  words: Words
  /** The right to create and change. */
  right: string
  columns: (records: Records<T>, open: (row: T) => void) => Column<T>[]
  fields: FormField[]
  nameOf: (row: T) => string
  renderCard: (row: T, open: () => void) => ReactNode
  filters?: (values: Filters, set: (change: Filters) => void) => ReactNode
  /** Below the form of a record. */
  more?: (row: T) => ReactNode
  icon?: ReactNode
}

/** A list of master data with search, filters, export, and a drawer to create and change its records. */
export function RecordPage<T extends Row>({ path, entity, words, right, columns, fields, nameOf, renderCard, filters: renderFilters, more, icon }: Props<T>) {
  const { t } = useLingui()
  const can = useCan()
  const [values, setValues] = useFilters<Filters>()
  const [editing, setEditing] = useState<T | "new" | null>(null)
  const records = useRecords<T>(path)
  const list = useList<T>(path, values)
  const { sort, ...query } = values
  const isFiltered = Object.values(query).some((value) => value !== undefined)
  const clear = () => setValues(Object.fromEntries(Object.keys(query).map((name) => [name, undefined])))
  const create = can(right) && <Button look="primary" icon={<Plus size={15} />} onClick={() => setEditing("new")}>{words.create}</Button>
  const bring = can("integration.upload") && <Link isPlain to={paths.import("new")} search={{ entity }} className={buttonClass("plain")}><FileUp size={14} aria-hidden="true" />{t`Import a file`}</Link>
  return (
    <Page title={words.title} description={words.description} isFull actions={<><ExportMenu path={path} query={query} />{create}</>}>
      <DataTable<T>
        id={path.slice(1)} label={words.title} {...list} columns={columns(records, setEditing)} rowKey={(row) => String(row.id)} sort={typeof sort === "string" ? sort : undefined} onSort={(next) => setValues({ sort: next })}
        onOpen={setEditing} renderCard={(row) => renderCard(row, () => setEditing(row))}
        empty={isFiltered ? <Empty title={words.noMatch} action={<Button onClick={clear}>{t`Clear filters`}</Button>} /> : <Empty icon={icon} title={words.empty} action={<>{bring}{create}</>}>{words.emptyText}</Empty>}
        toolbar={
          <FilterBar onClear={isFiltered ? clear : undefined}>
            <SearchBox label={words.search} value={typeof values.q === "string" ? values.q : undefined} onChange={(q) => setValues({ q })} />
            {renderFilters?.(values, setValues)}
            <ActiveFilter value={typeof values.active === "boolean" ? values.active : undefined} onChange={(active) => setValues({ active })} />
          </FilterBar>
        }
      />
      {editing && (
        <RecordDrawer<T> title={editing === "new" ? words.create : nameOf(editing)} record={editing === "new" ? null : editing} fields={fields} canEdit={can(right)} records={records} inactiveNote={words.inactive} onClose={() => setEditing(null)}>
          {editing !== "new" && more?.(editing)}
        </RecordDrawer>
      )}
    </Page>
  )
}

/** A record's name that opens it. */
export function Opener({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  return <button type="button" onClick={onOpen} className="max-w-full min-w-0 truncate text-left align-bottom font-medium text-accent-ink underline-offset-2 hover:underline max-sm:min-h-11 max-sm:whitespace-normal">{children}</button>
}
