import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { Megaphone, Plus, ShieldAlert } from "lucide-react"
import { useMemo } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Badge } from "@/ui/badge"
import { Button, buttonClass } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { ChoiceFilter, FilterBar, SearchBox } from "@/ui/filter-bar"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { Segments } from "@/ui/segments"
import { DataTable, type Column } from "@/ui/table"
import { channelsQuery, countsQuery, path, states, type Head, type State } from "./api"
import { BadgeChip, CampaignStatus, useOfferWords, useStateWords } from "./words"

export type Search = { state?: State; configuration_id?: number; q?: string; sort?: string }

/** Every campaign, by how it stands now. */
export function CampaignsPage() {
  const { t } = useLingui()
  const can = useCan()
  const navigate = useNavigate()
  const words = useStateWords()
  const [search, setSearch] = useFilters<Search>()
  const list = useList<Head>(path, search)
  const { data: counts } = useQuery(countsQuery)
  const { data: channels = [] } = useQuery(channelsQuery)
  const columns = useColumns()
  const hasFilter = search.q !== undefined || search.configuration_id !== undefined
  const all = [{ value: "all" as const, label: t`All` }, ...states.map((value) => ({ value, label: words[value], count: counts?.[value] }))]
  const create = can("prices.edit_campaign") && (
    <Link isPlain to={paths.newCampaign} className={buttonClass("primary")}><Plus size={15} aria-hidden="true" />{t`New campaign`}</Link>
  )
  return (
    <Page isFull title={t`Campaigns`} description={t`Offers for a time. Of several on one product the buyer gets the lowest price; nothing is added up.`} actions={create}>
      <DataTable<Head>
        toolbar={
          <FilterBar onClear={hasFilter ? () => setSearch({ q: undefined, configuration_id: undefined }) : undefined}>
            <Segments label={t`State`} value={search.state ?? "all"} options={all} onChange={(state) => setSearch({ state: state === "all" ? undefined : state })} />
            <SearchBox label={t`Search by name or code`} value={search.q} onChange={(q) => setSearch({ q })} />
            <ChoiceFilter label={t`Channel`} value={search.configuration_id === undefined ? undefined : String(search.configuration_id)} onChange={(id) => setSearch({ configuration_id: id === undefined ? undefined : Number(id) })} options={channels.map((one) => ({ value: String(one.id), label: one.name, detail: one.currency }))} />
          </FilterBar>
        }
        id="campaigns" label={t`Campaigns`} {...list} columns={columns} rowKey={(row) => String(row.id)} sort={search.sort} onSort={(sort) => setSearch({ sort })}
        onOpen={(row) => void navigate({ to: paths.campaign(row.id) as never })}
        renderCard={(row) => <CampaignCard row={row} />}
        empty={
          hasFilter || search.state ? <Empty title={t`No campaign matches these filters`} action={<Button onClick={() => setSearch({ state: undefined, q: undefined, configuration_id: undefined })}>{t`Clear filters`}</Button>} /> : (
            <Empty icon={<Megaphone size={20} />} title={t`There are no campaigns yet`} action={create}>{t`Black Friday, Christmas or your own: every price is shown before it starts, and protected from losing.`}</Empty>
          )
        }
      />
    </Page>
  )
}

function CampaignCard({ row }: { row: Head }) {
  const { t } = useLingui()
  const { time } = useFormat()
  const offer = useOfferWords()
  return (
    <Link isPlain to={paths.campaign(row.id)} className="grid gap-1.5">
      <span className="flex items-center justify-between gap-2"><span className="truncate font-medium">{row.name}</span><BadgeChip text={row.badge_text} color={row.badge_color} /></span>
      <span className="flex items-center justify-between gap-2 text-sm"><CampaignStatus state={row.state} /><span className="tabular font-semibold">{offer(row, row.currency)}</span></span>
      <span className="tabular text-xs text-ink-faint">{time(row.starts_at)} – {time(row.ends_at)} · {row.channels.join(", ")}</span>
      {row.layers_off > 0 && <Badge tone="warn"><ShieldAlert size={12} aria-hidden="true" />{t`Protection partly off`}</Badge>}
    </Link>
  )
}

function useColumns(): Column<Head>[] {
  const { t } = useLingui()
  const f = useFormat()
  const offer = useOfferWords()
  return useMemo(
    () => [
      { id: "name", header: t`Name`, width: 220, grow: 2, isPinned: true, isFixed: true, sort: "name", cell: (row) => <Link to={paths.campaign(row.id)}>{row.name}</Link> },
      { id: "badge", header: t`Badge`, width: 150, cell: (row) => <BadgeChip text={row.badge_text} color={row.badge_color} /> },
      { id: "state", header: t`State`, width: 120, cell: (row) => <CampaignStatus state={row.state} /> },
      { id: "offer", header: t`Discount`, width: 120, align: "right", cell: (row) => offer(row, row.currency) },
      { id: "channels", header: t`Channels`, width: 150, grow: 1, cell: (row) => row.channels.join(", ") },
      { id: "starts", header: t`Starts`, width: 140, sort: "starts_at", cell: (row) => f.time(row.starts_at) },
      { id: "ends", header: t`Ends`, width: 140, sort: "ends_at", cell: (row) => f.time(row.ends_at) },
      { id: "protection", header: t`Protection`, width: 165, cell: (row) => (row.layers_off > 0 ? <Badge tone="warn">{t`${row.layers_off} of 5 off`}</Badge> : <Badge tone="good">{t`All on`}</Badge>) },
      { id: "priority", header: t`Priority`, width: 90, align: "right", sort: "priority", cell: (row) => row.priority },
      { id: "code", header: t`Code`, width: 130, sort: "code", cell: (row) => row.code },
    ],
    [t, f, offer],
  )
}
