import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState, type ReactNode } from "react"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { Failure } from "@/ui/failure"
import { Page } from "@/ui/page"
import { PlanDate, PlanNote } from "@/ui/plan-status"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { totalsQuery } from "./api"
import { ApproveDialog, DecisionResults, RejectSubject, type Subject } from "./decide-dialogs"
import { Nothing } from "./nothing"
import { SupplierCard } from "./supplier-card"
import { useDecisions } from "./use-decisions"

/** Approvals on the way: one card per order that would be made, and the drafts that wait (given by the route). */
export function ApprovePage({ drafts }: { drafts: ReactNode }) {
  const { t } = useLingui()
  const can = useCan()
  const [{ show = "suggestions" }, setFilters] = useFilters<{ show?: "suggestions" | "orders" }>()
  return (
    <Page title={t`Approve`} description={<PlanDate />}>
      {can("purchases.read") && (
        <Segments label={t`What to approve`} value={show} onChange={(next) => setFilters({ show: next })} options={[{ value: "suggestions", label: t`Suggestions` }, { value: "orders", label: t`Draft orders` }]} />
      )}
      {show === "orders" ? drafts : <BySupplier />}
    </Page>
  )
}

const first = 12

function BySupplier() {
  const { t } = useLingui()
  const { data: totals, error, refetch } = useQuery(totalsQuery({ state: "open" }))
  const decisions = useDecisions()
  const [shown, setShown] = useState(first)
  const [approving, setApproving] = useState<Subject | null>(null)
  const [rejecting, setRejecting] = useState<Subject | null>(null)
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!totals) return <div className="grid gap-3" aria-busy="true"><Skeleton className="h-44 w-full" /><Skeleton className="h-44 w-full" /></div>
  if (totals.length === 0) return <div className="card"><Nothing state="open" /></div>
  return (
    <>
      <PlanNote />
      <ul aria-label={t`Orders by supplier and delivery location`} className="grid grid-cols-1 gap-3 lg:grid-cols-2 2xl:grid-cols-3">
        {totals.slice(0, shown).map((total) => (
          <SupplierCard key={`${total.supplier?.id ?? 0}:${total.location.id}`} total={total} onApprove={setApproving} onReject={setRejecting} />
        ))}
      </ul>
      {totals.length > shown && (
        <button type="button" onClick={() => setShown(shown + first)} className="card min-h-11 font-medium text-accent-ink">{t`Show ${Math.min(first, totals.length - shown)} more`}</button>
      )}
      <p role="status" className="sr-only">{decisions.said}</p>
      <ApproveDialog subject={approving} onClose={() => setApproving(null)} decisions={decisions} />
      <RejectSubject subject={rejecting} onClose={() => setRejecting(null)} decisions={decisions} />
      <DecisionResults decisions={decisions} nameOf={(id) => String(id)} />
    </>
  )
}
