import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { CalendarDays, ChevronLeft, ChevronRight, Plus } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { useIsPhone } from "@/lib/phone"
import { useFilters } from "@/lib/search"
import { Button, IconButton } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { ChoiceFilter, FilterBar, SearchBox } from "@/ui/filter-bar"
import { Page } from "@/ui/page"
import { LocationPicker, ProductPicker } from "@/ui/pickers"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { done, failed } from "@/ui/toast"
import { copyEvents, draftOf, eventsQuery, kinds, type Draft, type Event, type Narrowing, type View } from "./api"
import { dayOf, iso, lastOf, monthAt } from "./days"
import { EventDrawer } from "./drawer"
import { EventList } from "./list"
import { Month } from "./month"
import { useKindWords } from "./words"
import { Year } from "./year"

export type Search = Narrowing & { view?: View; month?: string }

/** Everything that changes demand on some days: promotions, holidays, seasons, closures. */
export function CalendarPage() {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const { locale } = useFormat()
  const names = useKindWords()
  const isPhone = useIsPhone()
  const [{ view = isPhone ? "list" : "month", month, ...narrowing }, setSearch] = useFilters<Search>()
  const [open, setOpen] = useState<{ event: Event | null; start: Draft } | null>(null)
  const today = iso(new Date())
  const first = monthAt(month ?? today.slice(0, 7))
  const span = view === "month" ? 1 : 12
  const { data: events, error, isPending, refetch } = useQuery(eventsQuery(first, lastOf(monthAt(first, span - 1)), narrowing))
  const canEdit = can("planning.edit_event")
  const changed = () => void client.invalidateQueries({ queryKey: ["events"] })
  const add = (day: string) => setOpen({ event: null, start: { name: "", kind: narrowing.kind ?? "promotion", starts_on: day, ends_on: day, yearly: false, location_id: narrowing.location_id ?? null, product_id: narrowing.product_id ?? null } })
  const copy = async (event: Event) => {
    try {
      const [made] = await copyEvents([event.id])
      if (made?.ok) done(t`Copied to the next year`)
      else failed(new Error(made?.message ?? ""))
      changed()
    } catch (problem) {
      failed(problem)
    }
  }
  const title = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" })
  const until = monthAt(first, 11)
  const spanName = span === 1 ? title.format(dayOf(first)) : `${title.format(dayOf(first))} – ${title.format(dayOf(until))}`
  const move = (by: number) => setSearch({ month: monthAt(first, by * span).slice(0, 7) })
  const hasFilter = Object.values(narrowing).some((value) => value !== undefined)
  return (
    <Page
      title={t`Events calendar`} description={t`What changes demand on some days. The next plan takes it into account.`}
      actions={canEdit && <Button look="primary" icon={<Plus size={15} />} onClick={() => add(today < first ? first : today)}>{t`New event`}</Button>}
    >
      <FilterBar onClear={hasFilter ? () => setSearch({ kind: undefined, location_id: undefined, category_id: undefined, product_id: undefined, q: undefined }) : undefined}>
        <Segments<View> label={t`View`} value={view} onChange={(next) => setSearch({ view: next })} options={[{ value: "month", label: t`Month` }, { value: "year", label: t`Year` }, { value: "list", label: t`List` }]} />
        <ChoiceFilter label={t`Kind`} value={narrowing.kind} onChange={(kind) => setSearch({ kind: kinds.find((one) => one === kind) })} options={kinds.map((value) => ({ value, label: names[value] }))} />
        <LocationPicker value={narrowing.location_id} onChange={(location_id) => setSearch({ location_id })} />
        <ProductPicker value={narrowing.product_id} onChange={(product_id) => setSearch({ product_id })} />
        <SearchBox label={t`Search by name`} value={narrowing.q} onChange={(q) => setSearch({ q })} />
      </FilterBar>
      <div className="flex items-center gap-2">
        <IconButton label={t`Earlier`} onClick={() => move(-1)}><ChevronLeft size={16} /></IconButton>
        <IconButton label={t`Later`} onClick={() => move(1)}><ChevronRight size={16} /></IconButton>
        <Button onClick={() => setSearch({ month: undefined })}>{t`Today`}</Button>
        <h2 className="ml-1 text-base font-semibold first-letter:uppercase" aria-live="polite">{spanName}</h2>
      </div>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : isPending ? <Skeleton className="h-96 w-full" /> : (
        <>
          {view === "month" && <Month first={first} events={events} today={today} onOpen={(event) => setOpen({ event, start: draftOf(event) })} onAdd={canEdit ? add : undefined} />}
          {view === "year" && <Year first={first} events={events} today={today} onMonth={(next) => setSearch({ view: "month", month: next })} />}
          {events.length > 0 ? <EventList events={events} onOpen={(event) => setOpen({ event, start: draftOf(event) })} onCopy={canEdit ? (event) => void copy(event) : undefined} /> : (
            <Empty icon={<CalendarDays size={20} />} title={hasFilter ? t`No event matches these filters` : t`No event in this time`} action={canEdit && <Button onClick={() => add(today < first ? first : today)}>{t`New event`}</Button>}>
              {t`Promotions, holidays, seasons and closed days that sales alone do not foretell.`}
            </Empty>
          )}
        </>
      )}
      {open && <EventDrawer key={open.event?.id ?? "new"} event={open.event} start={open.start} canEdit={canEdit} onClose={() => setOpen(null)} onChanged={changed} />}
    </Page>
  )
}
