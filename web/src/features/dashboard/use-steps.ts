import { useLingui } from "@lingui/react/macro"
import { useQueries, useQuery } from "@tanstack/react-query"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { latestRunQuery } from "@/lib/plan"
import { hasRowsQuery } from "./api"

export type Step = { id: "products" | "stock" | "sales" | "plan" | "approve" | "invite"; title: string; why: string; isDone: boolean; /** What it needs is there. */ isReady: boolean; to: string; action: string }

/** The way from an empty company to its first order, with what is done already; only steps that the person may take. */
export function useSteps(hasSales: boolean): { steps: Step[]; isPending: boolean } {
  const { t } = useLingui()
  const can = useCan()
  const rights = { load: can("integration.upload"), plan: can("planning.start_run"), approve: can("planning.approve_suggestion"), invite: can("access.create_user") }
  const answers = useQueries({
    queries: [
      { ...hasRowsQuery("/products"), enabled: rights.load },
      { ...hasRowsQuery("/stock"), enabled: rights.load },
      { ...hasRowsQuery("/planning/suggestions", { state: "approved" }), enabled: rights.approve },
      { ...hasRowsQuery("/users", {}, 2), enabled: rights.invite },
    ],
  })
  const run = useQuery({ ...latestRunQuery, enabled: rights.plan })
  const [products, stock, approved, colleagues] = answers.map((one) => one.data ?? false)
  const hasPlan = run.data != null
  const all: (Step & { isMine: boolean })[] = [
    { id: "products", isMine: rights.load, isReady: true, isDone: products === true, to: paths.imports, title: t`Import your products`, why: t`SKU, name, category, supplier and cost. Locations and suppliers can come in the same way.`, action: t`Import products` },
    { id: "stock", isMine: rights.load, isReady: true, isDone: stock === true, to: paths.imports, title: t`Import your stock`, why: t`What lies where today: the plan subtracts it from what is needed.`, action: t`Import stock` },
    { id: "sales", isMine: rights.load, isReady: true, isDone: hasSales, to: paths.imports, title: t`Import your sales`, why: t`A year or more of invoice lines gives the best forecast; three months are enough to begin.`, action: t`Import sales` },
    { id: "plan", isMine: rights.plan, isReady: hasSales, isDone: hasPlan, to: paths.suggestions, title: t`Run the first plan`, why: t`It forecasts every product at every location and proposes what to buy and what to move.`, action: t`Plan now` },
    { id: "approve", isMine: rights.approve, isReady: hasPlan, isDone: approved === true, to: paths.suggestions, title: t`Approve a suggestion`, why: t`Each one explains its quantity. Approved lines become a purchase order.`, action: t`See suggestions` },
    { id: "invite", isMine: rights.invite, isReady: true, isDone: colleagues === true, to: paths.users, title: t`Invite your colleagues`, why: t`Give each person a role and the locations they work with.`, action: t`Invite` },
  ]
  const steps = all.filter((step) => step.isMine)
  return { steps, isPending: answers.some((one) => one.isLoading) || run.isLoading }
}
