import { useLingui } from "@lingui/react/macro"
import { CopyPlus, TriangleAlert } from "lucide-react"
import { useFormat } from "@/lib/format"
import { IconButton } from "@/ui/button"
import type { Event } from "./api"
import { KindBadge, useEffectOf, useScopeOf } from "./words"

type Props = { events: Event[]; onOpen: (event: Event) => void; onCopy?: (event: Event) => void }

/** The events of the time shown, one below the other. */
export function EventList({ events, onOpen, onCopy }: Props) {
  const { t } = useLingui()
  const { date } = useFormat()
  const scopeOf = useScopeOf()
  const effectOf = useEffectOf()
  return (
    <ul className="card divide-y" aria-label={t`Events`}>
      {events.map((event) => {
        const first = event.days[0] ?? event
        return (
          <li key={event.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <span className="tabular w-56 text-sm text-ink-soft max-sm:w-full">{date(first.starts_on)}{first.ends_on !== first.starts_on && ` – ${date(first.ends_on)}`}</span>
            <button type="button" onClick={() => onOpen(event)} className="min-h-7 min-w-0 flex-1 basis-48 truncate rounded text-left text-sm font-medium hover:text-accent-ink hover:underline max-sm:min-h-11">{event.name}</button>
            <span className="w-28 max-sm:w-auto"><KindBadge kind={event.kind} /></span>
            <span className="w-44 truncate text-sm text-ink-soft max-sm:w-auto">{scopeOf(event)}</span>
            <span className="tabular w-40 text-sm max-sm:w-auto">{effectOf(event)}</span>
            <span className="w-24 text-xs text-ink-faint max-sm:w-auto">{event.yearly ? t`every year` : ""}</span>
            {event.conflicts.length > 0 && <span title={event.conflicts.map((one) => one.name).join(", ")} className="inline-flex items-center gap-1 text-xs text-warn"><TriangleAlert size={13} aria-hidden="true" /> {t`meets ${event.conflicts.length}`}</span>}
            <span className="grid w-8 justify-items-end max-sm:ml-auto max-sm:w-auto">{onCopy && !event.yearly && <IconButton size="sm" label={t`Copy ${event.name} to the next year`} onClick={() => onCopy(event)}><CopyPlus size={15} /></IconButton>}</span>
          </li>
        )
      })}
    </ul>
  )
}
