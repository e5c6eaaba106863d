import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { cx } from "@/lib/cx"
import type { Event } from "./api"
import { dayOf, weeksOf } from "./days"
import { fills } from "./words"

const shown = 3
type Props = { first: string; events: Event[]; today: string; onOpen: (event: Event) => void; onAdd?: (day: string) => void }

export const eventsOn = (events: Event[], day: string) => events.filter((event) => event.days.some((one) => one.starts_on <= day && day <= one.ends_on))

/** One month, a box for each day. */
export function Month({ first, events, today, onOpen, onAdd }: Props) {
  const { t } = useLingui()
  const { locale, date } = useFormat()
  const weeks = weeksOf(first)
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" })
  return (
    <div className="card overflow-x-auto" role="region" tabIndex={0} aria-label={t`Calendar of the month`}>
      <table className="w-full min-w-[44rem] table-fixed border-collapse text-sm">
        <thead>
          <tr>{weeks[0]?.map((day) => <th key={day} scope="col" className="border-b px-2 py-1.5 text-left text-xs font-medium text-ink-faint">{weekday.format(dayOf(day))}</th>)}</tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]} className="align-top">
              {week.map((day) => {
                const here = eventsOn(events, day)
                const isOutside = day.slice(0, 7) !== first.slice(0, 7)
                return (
                  <td key={day} className={cx("h-24 border-b border-l p-1 first:border-l-0", isOutside && "bg-sunken")}>
                    <div className="flex items-center justify-between">
                      <span className={cx("tabular grid size-6 place-items-center rounded-full text-xs", day === today ? "bg-accent font-semibold text-on-accent" : "text-ink-soft")}>{Number(day.slice(8))}</span>
                      {onAdd && <button type="button" className="grid size-6 place-items-center rounded text-ink-faint hover:bg-accent-soft hover:text-accent-ink" aria-label={t`Add an event on ${date(day)}`} onClick={() => onAdd(day)}>+</button>}
                    </div>
                    <ul className="mt-1 grid gap-0.5">
                      {here.slice(0, shown).map((event) => (
                        <li key={event.id}><button type="button" title={event.name} onClick={() => onOpen(event)} className={cx("block min-h-6 w-full truncate rounded px-1.5 text-left text-xs font-medium", fills[event.kind])}>{event.conflicts.length > 0 && "⚠ "}{event.name}</button></li>
                      ))}
                      {here.length > shown && <li className="px-1.5 text-xs text-ink-faint">{t`${here.length - shown} more`}</li>}
                    </ul>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
