import { useLingui } from "@lingui/react/macro"
import { CloudOff, Lock, TriangleAlert } from "lucide-react"
import { ApiProblem } from "@/api/problem"
import { problemWords } from "@/lib/problem-words"
import { Button } from "./button"
import { Empty } from "./empty"

/** What could not be shown, why, its reference, and a way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useLingui()
  const words = problemWords(error)
  const status = error instanceof ApiProblem ? error.status : -1
  const Icon = status === 0 ? CloudOff : status === 403 ? Lock : TriangleAlert
  return (
    <div role="alert" className="card">
      <Empty icon={<Icon size={20} />} title={words.title} action={onRetry && status !== 403 && <Button onClick={onRetry}>{t`Try again`}</Button>}>
        {words.detail}
      </Empty>
    </div>
  )
}
