import { Inbox } from "lucide-react"
import type { ReactNode } from "react"

/** Nothing here: what this place is for, why it is empty, and the next step. */
export function Empty({ title, children, action, icon }: { title: ReactNode; children?: ReactNode; action?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-14 text-center">
      <div className="mb-1 grid size-11 place-items-center rounded-full bg-sunken text-ink-faint" aria-hidden="true">{icon ?? <Inbox size={20} />}</div>
      <h2 className="text-base font-semibold">{title}</h2>
      {children && <p className="max-w-md text-sm text-ink-soft">{children}</p>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
