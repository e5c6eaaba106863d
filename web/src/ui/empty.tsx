import { Inbox } from "lucide-react"
import type { ReactNode } from "react"

type Props = { title: ReactNode; children?: ReactNode; action?: ReactNode; icon?: ReactNode; isPage?: boolean }

/** Nothing here: what this place is for, why it is empty, and the next step. `isPage` when it stands for the whole page. */
export function Empty({ title, children, action, icon, isPage }: Props) {
  const Title = isPage ? "h1" : "h2"
  return (
    <div className="grid justify-items-center gap-2 px-6 py-14 text-center">
      {isPage && typeof title === "string" && <title>{`${title} · Fluxion`}</title>}
      <div className="mb-1 grid size-11 place-items-center rounded-full bg-sunken text-ink-faint" aria-hidden="true">{icon ?? <Inbox size={20} />}</div>
      <Title className="text-base font-semibold">{title}</Title>
      {children && <p className="max-w-md text-sm text-ink-soft">{children}</p>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
