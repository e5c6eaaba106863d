import { useLingui } from "@lingui/react/macro"
import { CircleCheck, SearchX } from "lucide-react"
import { paths } from "@/lib/paths"
import { Button, buttonClass } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { Link } from "@/ui/link"
import { NoPlanOr, RunPlan } from "@/ui/plan-status"
import type { State } from "./api"
import { useStateWords } from "./words"

/** Why the list is empty and what to do next. */
export function Nothing({ state, onClear }: { state: State; onClear?: () => void }) {
  const { t } = useLingui()
  const words = useStateWords()
  if (state !== "open") return <Empty icon={<SearchX size={20} />} title={t`No suggestions in “${words[state]}”`}>{t`Change the filters to see others.`}</Empty>
  return (
    <NoPlanOr>
      {onClear ? (
        <Empty icon={<SearchX size={20} />} title={t`No suggestion matches these filters`} action={<Button onClick={onClear}>{t`See all suggestions`}</Button>}>{t`Clear a filter, or open a product to read why nothing is proposed for it.`}</Empty>
      ) : (
        <Empty
          icon={<CircleCheck size={20} />} title={t`Nothing to order now`}
          action={<><Link to={paths.orders} isPlain className={buttonClass()}>{t`See purchase orders`}</Link><RunPlan /></>}
        >
          {t`Every line of the plan was decided on, or the stock suffices. The next plan proposes again.`}
        </Empty>
      )}
    </NoPlanOr>
  )
}
