import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useParams } from "@tanstack/react-router"
import { Pencil, Send } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { listKey } from "@/lib/list"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { ExportMenu } from "@/ui/download"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Note, Page } from "@/ui/page"
import { PageSkeleton } from "@/ui/progress"
import { discardDraft, listQuery, onlyOf, path, type PriceList, type View } from "./api"
import { ApprovalBar } from "./approval"
import { ListForm } from "./list-form"
import { PublishDialog } from "./publish-dialog"
import { Rows } from "./rows"
import { Versions } from "./versions"
import { stateToTell, useAudienceWords, VersionStatus } from "./words"

export type Search = { view?: View; q?: string; category_id?: number; sort?: string }

/** One price list: its prices beside those of the draft, and its versions. */
export function PriceListPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: list, error, refetch } = useQuery(listQuery(Number(id)))
  if (error) return <div className="p-6"><Failure error={error} onRetry={() => void refetch()} /></div>
  return list ? <Shown list={list} /> : <PageSkeleton />
}

/** Puts the newest list on screen and marks what was read of it as old. */
export function useChanged() {
  const client = useQueryClient()
  return (list: PriceList) => {
    client.setQueryData(listQuery(list.id).queryKey, list)
    void client.invalidateQueries({ queryKey: ["price-list", list.id, "versions"] })
    void client.invalidateQueries({ queryKey: ["price-history"] })
    // A first answer that is still on its way was asked for before the change: without cancelling it would be kept as if it were newer.
    const rows = { queryKey: listKey(`${path}/${list.id}/rows`) }
    void client.cancelQueries(rows).then(() => client.invalidateQueries(rows))
    void client.invalidateQueries({ queryKey: listKey(path) })
  }
}

function Shown({ list }: { list: PriceList }) {
  const { t } = useLingui()
  const can = useCan()
  const f = useFormat()
  const words = useAudienceWords()
  const changed = useChanged()
  const [search, setSearch] = useFilters<Search>()
  const [open, setOpen] = useState<"edit" | "publish" | "discard" | null>(null)
  const version = list.open_version
  const state = stateToTell(list)
  const isDraft = version?.state === "draft"
  const whom = [list.group?.name, list.channel?.name].filter(Boolean).join(" · ") || words[list.audience]
  return (
    <Page
      isFull above={<Link to={paths.priceLists}>{t`Price lists`}</Link>}
      name={list.name} title={<span className="flex flex-wrap items-center gap-3">{list.name}{state && <span className="text-sm font-medium"><VersionStatus state={state} /></span>}</span>}
      description={t`${list.code} · ${whom} · ${list.currency} · ${f.number(list.rows)} prices`}
      actions={
        <>
          <ExportMenu path={`${path}/${list.id}/rows`} query={{ q: search.q, category_id: search.category_id, only: onlyOf(search.view) }} />
          {can("prices.edit_list") && <Button icon={<Pencil size={14} />} onClick={() => setOpen("edit")}>{t`Edit`}</Button>}
          {isDraft && can("prices.edit_list") && <Button look="danger" onClick={() => setOpen("discard")}>{t`Discard draft`}</Button>}
          {isDraft && can("prices.publish_list") && <Button look="primary" icon={<Send size={14} />} onClick={() => setOpen("publish")}>{t`Publish…`}</Button>}
        </>
      }
    >
      {!list.active && <Note tone="warn">{t`This list is out of use: quotes pass it over.`}</Note>}
      {list.scheduled > 0 && search.view !== "versions" && (
        <Note>{t`This list has prices that are published and have not started yet.`} <button type="button" className="underline" onClick={() => setSearch({ view: "versions" })}>{t`See when they start`}</button></Note>
      )}
      {version?.refusal && isDraft && <Note tone="warn">{t`Sent back: ${version.refusal}`}</Note>}
      {version?.state === "waiting" && <ApprovalBar list={list} onChanged={changed} />}
      {search.view === "versions" ? <Versions list={list} onChanged={changed} /> : <Rows list={list} onChanged={changed} />}
      {open === "edit" && <ListForm list={list} onClose={() => setOpen(null)} onSaved={changed} />}
      {open === "publish" && <PublishDialog list={list} onClose={() => setOpen(null)} onChanged={(after) => { changed(after); setSearch({ view: undefined }) }} />}
      <Confirm open={open === "discard"} onOpenChange={() => setOpen(null)} title={t`Discard the draft?`} action={t`Discard`} isDangerous onConfirm={async () => changed(await discardDraft(list))}>
        {t`What is published stays. The prices of the draft are lost.`}
      </Confirm>
    </Page>
  )
}
