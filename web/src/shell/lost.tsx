import { useLingui } from "@lingui/react/macro"
import { Compass, Lock } from "lucide-react"
import { ApiProblem } from "@/api/problem"
import { Button } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"

function HomeLink() {
  const { t } = useLingui()
  return <Button asChild look="primary"><Link to="/" isPlain>{t`Go to the home page`}</Link></Button>
}

export function NotFound() {
  const { t } = useLingui()
  return <Empty isPage icon={<Compass size={20} />} title={t`This page does not exist`} action={<HomeLink />}>{t`The address may be mistyped, or what it showed was removed.`}</Empty>
}

export function Denied() {
  const { t } = useLingui()
  return <Empty isPage icon={<Lock size={20} />} title={t`You do not have permission for this page`} action={<HomeLink />}>{t`If you need it for your work, ask an administrator of your company for the right.`}</Empty>
}

/** What a page shows instead of itself when it broke. */
export function Broken({ error, reset }: { error: unknown; reset?: () => void }) {
  if (error instanceof ApiProblem && error.status === 403) return <Denied />
  if (error instanceof ApiProblem && error.status === 404) return <NotFound />
  return <div className="p-6"><Failure error={error} onRetry={reset ?? (() => location.reload())} /></div>
}
