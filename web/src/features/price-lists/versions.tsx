import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Undo2 } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Button } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { Skeleton } from "@/ui/progress"
import { done } from "@/ui/toast"
import { revertVersion, versionsQuery, type PriceList, type Version } from "./api"
import { ViewTabs } from "./view-tabs"
import { VersionStatus } from "./words"

const undoable = ["scheduled", "current", "superseded"]

/** Every version of a list, the newest first; each that holds can be undone. */
export function Versions({ list, onChanged }: { list: PriceList; onChanged: (list: PriceList) => void }) {
  const { t } = useLingui()
  const can = useCan()
  const { data: versions, error, refetch } = useQuery(versionsQuery(list.id))
  const [undoing, setUndoing] = useState<Version | null>(null)
  return (
    <div className="grid content-start gap-3">
      <ViewTabs list={list} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : versions === undefined ? <Skeleton className="h-40 w-full" /> : versions.length === 0 ? (
        <Empty title={t`Nothing was published yet`}>{t`Change prices and publish them: each time is a version that can be undone.`}</Empty>
      ) : (
        <ol className="grid gap-2">{versions.map((version) => <Line key={version.id} version={version} onUndo={can("prices.publish_list") && undoable.includes(version.state) ? () => setUndoing(version) : undefined} />)}</ol>
      )}
      <Confirm
        open={undoing !== null} onOpenChange={() => setUndoing(null)} action={undoing?.state === "scheduled" ? t`Withdraw` : t`Undo`} isDangerous
        title={undoing?.state === "scheduled" ? t`Withdraw version ${undoing.number}?` : t`Undo version ${undoing?.number ?? ""}?`}
        onConfirm={async () => {
          if (!undoing) return
          onChanged(await revertVersion(list, undoing.number))
          done(t`Version ${undoing.number} undone`)
        }}
      >
        {undoing?.state === "scheduled" ? t`It has not started, so no price changes.` : t`A new version restores at once the prices that held before it. Prices that changed again since stay as they are.`}
      </Confirm>
    </div>
  )
}

function Line({ version, onUndo }: { version: Version; onUndo?: () => void }) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <li className="card flex flex-wrap items-center gap-x-4 gap-y-1 p-3 text-sm">
      <p className="w-24 font-medium">{t`Version ${version.number}`}</p>
      <div className="w-44"><VersionStatus state={version.state} /></div>
      <p className="min-w-0 flex-1 basis-72 text-ink-soft">
        {version.reverts !== null && <><Trans>Undoes version {version.reverts}.</Trans> </>}
        {t`${f.number(version.rows)} prices`} · {version.starts_at ? t`from ${f.time(version.starts_at)}` : t`not published`}
        {version.published_by && <> · <Trans>published by {version.published_by}</Trans></>}
        {version.approved_by && <> · <Trans>approved by {version.approved_by}</Trans></>}
        {!version.published_by && <> · <Trans>begun by {version.created_by}</Trans></>}
        {version.note && <span className="block wrap-break-word text-ink">“{version.note}”</span>}
      </p>
      {onUndo && <Button size="sm" icon={<Undo2 size={14} />} onClick={onUndo}>{version.state === "scheduled" ? t`Withdraw` : t`Undo`}</Button>}
    </li>
  )
}
