import { plural } from "@lingui/core/macro"
import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { CheckCheck, GitCompare } from "lucide-react"
import { useMemo, useState } from "react"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { ExportMenu } from "@/ui/download"
import { useSumWords } from "@/ui/money"
import { Page } from "@/ui/page"
import { PlanDate, PlanNote, RunPlan } from "@/ui/plan-status"
import { DataTable, useSelection } from "@/ui/table"
import { path, totalsQuery, type Filter, type State, type Suggestion } from "./api"
import { ChangesDrawer } from "./changes-drawer"
import { useColumns } from "./columns"
import { ApproveDialog, DecisionResults, RejectSubject, type Subject } from "./decide-dialogs"
import { Filters, noFilter } from "./filters"
import { LineCard } from "./line-card"
import { Nothing } from "./nothing"
import { beyondOrder, subjectOfAll, subjectOfRows, sumOfTotals } from "./subjects"
import { SupplierStrip } from "./supplier-strip"
import { useDecisions } from "./use-decisions"
import { WhyDrawer } from "./why-drawer"

export type Search = Omit<Filter, "state"> & { state?: State; sort?: string }

/** The buyer's day: what to order, why, and the decision, for one supplier or for all of them. */
export function SuggestionsPage() {
  const { t } = useLingui()
  const can = useCan()
  const words = useSumWords()
  const [search, setSearch] = useFilters<Search>()
  const { sort, ...narrowing } = search
  const filter: Filter = { ...narrowing, state: narrowing.state ?? "open" }
  const list = useList<Suggestion>(path, { ...filter, sort })
  const totals = useQuery(totalsQuery(filter)).data ?? []
  const orders = useQuery(totalsQuery(beyondOrder(filter))).data ?? []
  const selection = useSelection()
  const decisions = useDecisions()
  const [whyId, setWhyId] = useState<number | null>(null)
  const [approving, setApproving] = useState<Subject | null>(null)
  const [rejecting, setRejecting] = useState<Subject | null>(null)
  const [isComparing, setComparing] = useState(false)

  const isOpen = filter.state === "open"
  const may = { canEdit: can("planning.edit_suggestion"), canApprove: can("planning.approve_suggestion"), canReject: can("planning.reject_suggestion") }
  const all = sumOfTotals(totals)
  const rejectOne = (row: Suggestion) => setRejecting(subjectOfRows([row]))
  const chosen = () => (selection.isAll ? subjectOfAll(filter, totals) : subjectOfRows(list.rows.filter((row) => selection.has(String(row.id)))))
  const lines = t`${plural(all.lines, { one: "# line", other: "# lines" })}`
  const columns = useColumns(
    useMemo(
      () => ({
        state: filter.state ?? "open", ...may, hasSupplier: filter.supplier_id !== undefined, footer: { lines, amount: words(all.sums) },
        onSave: decisions.save, onWhy: (row) => setWhyId(row.id), onApprove: (row) => void decisions.approveOne(row), onReject: rejectOne, onReopen: (row) => void decisions.reopen(row),
      }),
      // eslint-disable-next-line react-hooks/exhaustive-deps -- the handlers only close over stable setters and the query client
      [filter.state, filter.supplier_id, may.canEdit, may.canApprove, may.canReject, lines, words(all.sums)],
    ),
  )
  const at = list.rows.findIndex((row) => row.id === whyId)
  const shown = list.rows[at]
  const step = (by: 1 | -1) => setWhyId(list.rows[Math.max(0, Math.min(list.rows.length - 1, at + by))]?.id ?? null)
  const closing = { onClose: () => (setApproving(null), setRejecting(null), selection.clear()), decisions }

  return (
    <Page
      isFull title={t`Purchase suggestions`} description={<PlanDate />}
      actions={
        <>
          <RunPlan />
          <Button icon={<GitCompare size={15} />} onClick={() => setComparing(true)}>{t`What changed`}</Button>
          <ExportMenu path={path} query={filter} />
          {isOpen && may.canApprove && all.lines > 0 && (
            <Button look="primary" icon={<CheckCheck size={15} />} onClick={() => setApproving(subjectOfAll(filter, totals))}>{t`Approve all ${all.lines}`}</Button>
          )}
        </>
      }
    >
      <PlanNote />
      {isOpen && <SupplierStrip totals={orders} filter={filter} onChange={(change) => (selection.clear(), setSearch(change as Partial<Search>))} />}
      <DataTable<Suggestion>
        toolbar={<Filters filter={filter} onChange={(change) => (selection.clear(), setSearch(change as Partial<Search>))} />}
        id="suggestions" label={t`Purchase suggestions`} {...list} total={list.total ?? all.lines} columns={columns} rowKey={(row) => String(row.id)}
        sort={sort} onSort={(next) => setSearch({ sort: next })} onOpen={(row) => setWhyId(row.id)}
        selection={isOpen && (may.canApprove || may.canReject) ? selection : undefined}
        bulk={
          <>
            {may.canReject && <Button size="sm" look="danger" onClick={() => setRejecting(chosen())}>{t`Reject`}</Button>}
            {may.canApprove && <Button size="sm" look="primary" onClick={() => setApproving(chosen())}>{t`Approve`}</Button>}
          </>
        }
        renderCard={(row) => <LineCard row={row} {...may} onSave={decisions.save} onWhy={() => setWhyId(row.id)} onApprove={() => void decisions.approveOne(row)} onReject={() => rejectOne(row)} />}
        empty={<Nothing state={filter.state ?? "open"} onClear={Object.values(narrowing).some((value) => value !== undefined) ? () => setSearch(noFilter as Partial<Search>) : undefined} />}
      />
      <p role="status" className="sr-only">{decisions.said}</p>
      {shown && <WhyDrawer row={shown} {...may} onClose={() => setWhyId(null)} onStep={step} onSave={decisions.save} onApprove={(row) => void decisions.approveOne(row).then(() => step(1))} onReject={rejectOne} onReopen={(row) => void decisions.reopen(row)} />}
      {isComparing && <ChangesDrawer filter={filter} onClose={() => setComparing(false)} />}
      <ApproveDialog subject={approving} {...closing} />
      <RejectSubject subject={rejecting} {...closing} />
      <DecisionResults decisions={decisions} nameOf={(id) => list.rows.find((row) => row.id === id)?.product.name ?? String(id)} />
    </Page>
  )
}
