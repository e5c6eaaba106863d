import { useLingui } from "@lingui/react/macro"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import type { Event } from "./api"
import { dayOf, monthAt, weeksOf } from "./days"
import { eventsOn } from "./month"
import { fills } from "./words"

/** Twelve small months; a day with events has the colour of the first, and its names when pointed at. */
export function Year({ first, events, today, onMonth }: { first: string; events: Event[]; today: string; onMonth: (month: string) => void }) {
  const { t } = useLingui()
  const { locale } = useFormat()
  const name = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" })
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {Array.from({ length: 12 }, (_, ahead) => monthAt(first, ahead)).map((month) => (
        <section key={month} className="card p-3">
          <h2><button type="button" onClick={() => onMonth(month.slice(0, 7))} className="min-h-7 rounded text-sm font-semibold first-letter:uppercase hover:text-accent-ink hover:underline" aria-label={t`Show ${name.format(dayOf(month))}`}>{name.format(dayOf(month))}</button></h2>
          <div className="mt-1 grid grid-cols-7 gap-0.5" aria-hidden="true">
            {weeksOf(month).flat().map((day) => {
              const here = day.slice(0, 7) === month.slice(0, 7) ? eventsOn(events, day) : []
              const kind = here[0]?.kind
              return <span key={day} title={here.map((one) => one.name).join(", ") || undefined} className={cx("tabular grid h-6 place-items-center rounded text-xs", day.slice(0, 7) !== month.slice(0, 7) ? "invisible" : kind ? fills[kind] : "text-ink-faint", day === today && "font-bold ring-1 ring-accent")}>{Number(day.slice(8))}</span>
            })}
          </div>
        </section>
      ))}
    </div>
  )
}
