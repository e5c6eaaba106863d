import { Plural, Trans, useLingui } from "@lingui/react/macro"
import { ArrowLeftRight } from "lucide-react"
import { useState, type ReactNode } from "react"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { sumsOf } from "@/lib/sums"
import { BulkResults } from "@/ui/bulk-results"
import { Button, buttonClass } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { Empty } from "@/ui/empty"
import { ChoiceFilter, FilterBar, SearchBox } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { useSumWords } from "@/ui/money"
import { countSet, MoreFilters } from "@/ui/more-filters"
import { LocationPicker } from "@/ui/pickers"
import { NoPlanOr } from "@/ui/plan-status"
import { RejectDialog } from "@/ui/reject-dialog"
import { DataTable, useSelection } from "@/ui/table"
import { kinds, path, states, type Choice, type Filter, type Kind, type State, type TransferSuggestion } from "./api"
import { useColumns } from "./columns"
import type { Search } from "./page"
import { SuggestedCard } from "./suggested-card"
import { useDecisions } from "./use-decisions"
import { WhyDrawer } from "./why-drawer"
import { useKindWords, useReasons, useStateWords } from "./words"

type Subject = { choice: Choice; rows: TransferSuggestion[] | null; count: number | null }
type Props = { search: Search; onSearch: (change: Partial<Search>) => void; tabs: ReactNode }

/** Transfers that the plan proposes, to change, approve or reject. */
export function Suggested({ search, onSearch, tabs }: Props) {
  const { t } = useLingui()
  const can = useCan()
  const words = useSumWords()
  const stateWords = useStateWords()
  const kindWords = useKindWords()
  const reasons = useReasons()
  const { from_location_id, to_location_id, kind, q, sort } = search
  const filter: Filter = { state: search.state ?? "open", from_location_id, to_location_id, kind, q }
  const list = useList<TransferSuggestion>(path, { ...filter, sort, count: true })
  const selection = useSelection()
  const decisions = useDecisions()
  const [whyId, setWhyId] = useState<number | null>(null)
  const [approving, setApproving] = useState<Subject | null>(null)
  const [rejecting, setRejecting] = useState<Subject | null>(null)
  const isOpen = filter.state === "open"
  const may = { canEdit: can("planning.edit_transfer"), canApprove: can("planning.approve_transfer"), canReject: can("planning.reject_transfer") }
  const narrow = (change: Partial<Search>) => {
    selection.clear()
    onSearch(change)
  }
  const subjectOf = (rows: TransferSuggestion[]): Subject => ({ choice: { ids: rows.map((row) => row.id) }, rows, count: rows.length })
  const all: Subject = { choice: { filter }, rows: list.hasMore ? null : list.rows, count: list.total }
  const chosen = () => (selection.isAll ? all : subjectOf(list.rows.filter((row) => selection.has(String(row.id)))))
  const hasFilter = [from_location_id, to_location_id, kind, q].some((value) => value !== undefined)
  const columns = useColumns({
    ...may, state: filter.state ?? "open", onSave: decisions.save, onWhy: (row) => setWhyId(row.id),
    onApprove: (row) => void decisions.approve({ ids: [row.id] }), onReject: (row) => setRejecting(subjectOf([row])), onReopen: (row) => void decisions.reopen([row.id]),
  })
  const shown = list.rows.find((row) => row.id === whyId)
  const close = () => {
    setApproving(null)
    setRejecting(null)
    selection.clear()
  }
  const approveAll = isOpen && may.canApprove && list.rows.length > 0 && <Button look="primary" onClick={() => setApproving(all)}>{list.total === null ? t`Approve all` : t`Approve all ${list.total}`}</Button>
  return (
    <>
      {(tabs || approveAll) && <div className="flex flex-wrap items-center justify-between gap-2">{tabs}{approveAll}</div>}
      <DataTable<TransferSuggestion>
        toolbar={
          <FilterBar
            onClear={hasFilter || !isOpen ? () => narrow({ from_location_id: undefined, to_location_id: undefined, kind: undefined, q: undefined, state: undefined }) : undefined}
          >
            <SearchBox label={t`Search by SKU or name`} value={q} onChange={(next) => narrow({ q: next })} />
            <MoreFilters count={countSet(from_location_id, to_location_id, kind, search.state)}>
              <ChoiceFilter className="w-36 max-sm:grow max-sm:basis-[45%]" label={t`State`} value={isOpen ? undefined : filter.state} options={states.map((value) => ({ value, label: stateWords[value] }))} onChange={(next) => narrow({ state: next as State | undefined })} />
              <LocationPicker className="w-40 max-sm:grow max-sm:basis-[45%]" label={t`Origin`} value={from_location_id} onChange={(id) => narrow({ from_location_id: id })} />
              <LocationPicker className="w-40 max-sm:grow max-sm:basis-[45%]" label={t`Destination`} value={to_location_id} onChange={(id) => narrow({ to_location_id: id })} />
              <ChoiceFilter className="w-36 max-sm:grow max-sm:basis-[45%]" label={t`Kind`} value={kind} options={kinds.map((value) => ({ value, label: kindWords[value] }))} onChange={(next) => narrow({ kind: next as Kind | undefined })} />
            </MoreFilters>
          </FilterBar>
        }
        id="suggested-transfers" label={t`Suggested transfers`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={sort} onSort={(next) => onSearch({ sort: next })}
        onOpen={(row) => setWhyId(row.id)} selection={isOpen && (may.canApprove || may.canReject) ? selection : undefined}
        bulk={
          <>
            {may.canReject && <Button size="sm" look="danger" onClick={() => setRejecting(chosen())}>{t`Reject`}</Button>}
            {may.canApprove && <Button size="sm" look="primary" onClick={() => setApproving(chosen())}>{t`Approve`}</Button>}
          </>
        }
        renderCard={(row) => <SuggestedCard row={row} {...may} onWhy={() => setWhyId(row.id)} onApprove={() => void decisions.approve({ ids: [row.id] })} onReject={() => setRejecting(subjectOf([row]))} />}
        empty={
          <NoPlanOr>
            <Empty icon={<ArrowLeftRight size={20} />} title={hasFilter || !isOpen ? t`No transfer matches these filters` : t`Nothing to move`} action={<Link to={paths.suggestions} isPlain className={buttonClass()}>{t`See what to order`}</Link>}>
              {t`A transfer is proposed when one location has more than it needs and another lacks it.`}
            </Empty>
          </NoPlanOr>
        }
      />
      <p role="status" className="sr-only">{decisions.said}</p>
      {shown && <WhyDrawer row={shown} onClose={() => setWhyId(null)} />}
      {approving && (
        <Confirm
          open onOpenChange={(open) => !open && close()} action={t`Approve`} onConfirm={() => decisions.approve(approving.choice)}
          title={approving.count === null ? t`Approve every transfer that matches?` : <Plural value={approving.count} one="Approve # transfer line?" other="Approve # transfer lines?" />}
        >
          {approving.rows && <p className="mb-2 text-base text-ink"><Trans>Goods worth <strong>{words(sumsOf(approving.rows.map((row) => ({ amount: row.value, currency: row.currency }))))}</strong> at cost.</Trans></p>}
          {t`One draft transfer is made for each pair of locations. It moves stock only when it is shipped and received.`}
        </Confirm>
      )}
      {rejecting && (
        <RejectDialog
          open onOpenChange={(open) => !open && close()} reasons={reasons} onReject={(reason) => decisions.reject(rejecting.choice, reason)}
          title={rejecting.count === null ? t`Reject every transfer that matches?` : <Plural value={rejecting.count} one="Reject # transfer line?" other="Reject # transfer lines?" />}
        />
      )}
      {decisions.approval && (
        <BulkResults open onOpenChange={(open) => !open && decisions.close()} title={t`Result`} results={decisions.approval.results} nameOf={(id) => list.rows.find((row) => row.id === id)?.product.name ?? String(id)}>
          {decisions.approval.transfers.length > 0 && (
            <ul aria-label={t`Transfers made`} className="grid rounded-lg border px-3">
              {decisions.approval.transfers.map((made) => (
                <li key={made.id} className="flex min-h-10 items-center gap-3 border-b last:border-b-0">
                  <Link to={paths.transfers} search={{ show: "documents", open: made.id }}>{made.number}</Link>
                  <span className="min-w-0 flex-1 truncate text-ink-soft">{made.from.name} → {made.to.name}</span>
                  <span className="tabular text-xs text-ink-faint"><Plural value={made.lines} one="# line" other="# lines" /></span>
                </li>
              ))}
            </ul>
          )}
        </BulkResults>
      )}
    </>
  )
}
