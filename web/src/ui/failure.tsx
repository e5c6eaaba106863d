import { useLingui } from "@lingui/react/macro"
import { CloudOff, Lock, TriangleAlert } from "lucide-react"
import { ApiProblem } from "@/api/problem"
import { problemWords } from "@/lib/problem-words"
import { paths } from "@/lib/paths"
import { Button, buttonClass } from "./button"
import { Empty } from "./empty"
import { Link } from "./link"

/** What could not be shown, why, its reference, and a way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useLingui()
  const words = problemWords(error)
  const status = error instanceof ApiProblem ? error.status : -1
  const Icon = status === 0 ? CloudOff : status === 403 ? Lock : TriangleAlert
  // What is not there will not be there a second time: the way out is elsewhere.
  const wayOut = status === 404 ? <Link to={paths.home} isPlain className={buttonClass()}>{t`Go to the home page`}</Link> : onRetry && status !== 403 && <Button onClick={onRetry}>{t`Try again`}</Button>
  return (
    <div role="alert" className="card">
      <Empty icon={<Icon size={20} />} title={words.title} action={wayOut}>
        {status === 404 ? t`The address may be mistyped, or what it showed was removed.` : words.detail}
      </Empty>
    </div>
  )
}
