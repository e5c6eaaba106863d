import { useLingui } from "@lingui/react/macro"
import { useFilters } from "@/lib/search"
import { useCan } from "@/lib/me"
import { ExportMenu } from "@/ui/download"
import { Page } from "@/ui/page"
import { PlanDate, PlanNote, RunPlan } from "@/ui/plan-status"
import { Segments } from "@/ui/segments"
import type { TransferState } from "@/ui/states"
import { path, type Filter } from "./api"
import { Documents } from "./documents"
import { Suggested } from "./suggested"

export type Search = Filter & { show?: "suggested" | "documents"; stage?: TransferState; location_id?: number; open?: number; sort?: string }

/** Moving what is in excess to where it lacks: what the plan proposes, and the transfers under way. */
export function TransfersPage() {
  const { t } = useLingui()
  const can = useCan()
  const [search, setSearch] = useFilters<Search>()
  const seesPlan = can("planning.read")
  const seesDocuments = can("stock.read")
  const show = search.show ?? (seesPlan ? "suggested" : "documents")
  const { state, from_location_id, to_location_id, kind, q } = search
  const tabs = seesPlan && seesDocuments && (
    <Segments
      label={t`What to see`} value={show} onChange={(next) => setSearch({ show: next, sort: undefined, q: undefined, open: undefined })}
      options={[{ value: "suggested", label: t`Suggested` }, { value: "documents", label: t`Transfers` }]}
    />
  )
  return (
    <Page isFull title={t`Transfers`} description={<PlanDate />} actions={<><RunPlan />{show === "suggested" && <ExportMenu path={path} query={{ state: state ?? "open", from_location_id, to_location_id, kind, q }} />}</>}>
      <PlanNote />
      {show === "suggested" ? <Suggested search={search} onSearch={setSearch} tabs={tabs} /> : <>{tabs && <div>{tabs}</div>}<Documents search={search} onSearch={setSearch} /></>}
    </Page>
  )
}
