import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { FileUp, Undo2 } from "lucide-react"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button, buttonClass } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { Empty } from "@/ui/empty"
import { ChoiceFilter, FilterBar } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { DataTable, type Column } from "@/ui/table"
import { advisedOrder } from "./steps"
import { path, runChanged, stateNames, undoRun, type EntityName, type RunLine, type State } from "./api"
import { RunStatus, useEntityWords, useStateWords } from "./words"

type Search = { entity?: EntityName; state?: State; sort?: string }

function useColumns(onUndo: (run: RunLine) => void): Column<RunLine>[] {
  const { t } = useLingui()
  const { number, time } = useFormat()
  const words = useEntityWords()
  const can = useCan()
  return useMemo(() => {
    const count = (id: "total" | "new" | "changed" | "error", header: string): Column<RunLine> => ({
      id, header, width: 84, align: "right",
      cell: (run) => <span className={id === "error" && run.counts?.error ? "font-medium text-bad" : ""}>{number(run.counts?.[id])}</span>,
    })
    return [
      { id: "filename", header: t`File`, width: 180, grow: 1, isFixed: true, cell: (run) => <Link to={paths.import(run.id)}>{run.filename}</Link> },
      { id: "entity", header: t`What it holds`, width: 116, cell: (run) => words[run.entity].name },
      { id: "state", header: t`State`, width: 112, cell: (run) => <RunStatus state={run.state} /> },
      count("total", t`Rows`), count("new", t({ message: "New", context: "rows" })), count("changed", t({ message: "Changed", context: "rows" })), count("error", t({ message: "In error", context: "rows" })),
      { id: "created", header: t`Brought`, sort: "created_at", width: 130, cell: (run) => time(run.created_at) },
      { id: "by", header: t`By`, width: 140, grow: 1, cell: (run) => run.created_by },
      { id: "undo", header: t`Undo`, width: 104, cell: (run) => run.state === "loaded" && can("integration.undo") && <Button size="sm" look="quiet" icon={<Undo2 size={13} />} aria-label={t`Undo ${run.filename}`} onClick={() => onUndo(run)}>{t`Undo`}</Button> },
    ]
  }, [t, number, time, words, can, onUndo])
}

/** Every file that was brought, what became of it, and the way to bring another. */
export function ImportsPage() {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const navigate = useNavigate()
  const words = useEntityWords()
  const states = useStateWords()
  const [filters, setFilters] = useFilters<Search>()
  const [undoing, setUndoing] = useState<RunLine | null>(null)
  const list = useList<RunLine>(path, filters, { refetchInterval: 10_000 })
  const columns = useColumns(setUndoing)
  const hasFilters = filters.entity !== undefined || filters.state !== undefined
  const open = (run: RunLine) => void navigate({ to: paths.import(run.id) as never })
  const undo = async () => {
    if (!undoing) return
    await undoRun(undoing.id)
    await runChanged(client, undoing.id)
    open(undoing)
  }
  const bring = can("integration.upload") && <Link isPlain to={paths.import("new")} className={buttonClass("primary")}><FileUp size={15} aria-hidden="true" />{t`Import a file`}</Link>
  return (
    <Page title={t`Import`} description={t`Bring products, stock and sales from your files. Each is checked before anything is written, and can be undone.`} isFull actions={bring}>
      <DataTable<RunLine>
        id="imports" label={t`Imports`} {...list} columns={columns} rowKey={(run) => String(run.id)} sort={filters.sort} onSort={(sort) => setFilters({ sort })} onOpen={open}
        renderCard={(run) => <RunCard run={run} onUndo={can("integration.undo") ? setUndoing : undefined} />}
        empty={hasFilters ? <Empty title={t`No import matches these filters`} action={<Button onClick={() => setFilters({ entity: undefined, state: undefined })}>{t`Clear filters`}</Button>} /> : <Empty icon={<FileUp size={20} />} title={t`No file has been imported yet`} action={bring}>{t`Export products, stock and sales from your present system as CSV or Excel and bring them here: columns in Spanish, Portuguese or English are recognised.`}</Empty>}
        toolbar={
          <FilterBar onClear={hasFilters ? () => setFilters({ entity: undefined, state: undefined }) : undefined}>
            <ChoiceFilter label={t`What it holds`} value={filters.entity} options={advisedOrder.map((name) => ({ value: name, label: words[name].name }))} onChange={(entity) => setFilters({ entity: entity as EntityName | undefined })} />
            <ChoiceFilter label={t`State`} value={filters.state} options={stateNames.map((name) => ({ value: name, label: states[name] }))} onChange={(state) => setFilters({ state: state as State | undefined })} />
          </FilterBar>
        }
      />
      <Confirm open={undoing !== null} onOpenChange={(isOpen) => !isOpen && setUndoing(null)} title={t`Undo this load?`} action={t`Undo this load`} isDangerous onConfirm={undo}>
        {t`New rows are removed and changed ones get their former values. Rows that somebody changed since are left as they are and named in the report.`}
      </Confirm>
    </Page>
  )
}

function RunCard({ run, onUndo }: { run: RunLine; onUndo?: (run: RunLine) => void }) {
  const { t } = useLingui()
  const { number, time } = useFormat()
  const words = useEntityWords()
  const { counts } = run
  return (
    <div className="grid gap-1.5 text-sm">
      <div className="flex items-start justify-between gap-3"><Link to={paths.import(run.id)} className="min-w-0 break-all">{run.filename}</Link><RunStatus state={run.state} /></div>
      <p className="text-xs text-ink-soft">{words[run.entity].name} · {time(run.created_at)} · {run.created_by}</p>
      {counts && <p className="tabular text-xs">{t`${number(counts.total)} rows: ${number(counts.new)} new, ${number(counts.changed)} changed`}{counts.error > 0 && <span className="font-medium text-bad"> · {t`${number(counts.error)} in error`}</span>}</p>}
      {run.state === "loaded" && onUndo && <Button size="sm" icon={<Undo2 size={13} />} className="mt-1 w-fit" onClick={() => onUndo(run)}>{t`Undo`}</Button>}
    </div>
  )
}
