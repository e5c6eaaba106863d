import { useLingui } from "@lingui/react/macro"
import { useState } from "react"
import { useCan } from "@/lib/me"
import { Empty } from "@/ui/empty"
import { ExportMenu } from "@/ui/download"
import { ChoiceFilter, SearchBox } from "@/ui/filter-bar"
import { Card } from "@/ui/page"
import { DataTable } from "@/ui/table"
import { failed } from "@/ui/toast"
import { exportOf, flagged, flags, usePreview, type Body, type Flag, type Narrowing, type Ref, type Row, type Source, type Totals as TotalsOf } from "./api"
import { DiscountAdviceCard } from "./discount-advice"
import { Overlaps } from "./overlaps"
import { PreviewCard, usePreviewColumns } from "./preview-rows"
import { Totals } from "./totals"
import { TotalsChange } from "./totals-change"
import { useFlagWords } from "./words"

const aboutCost = ["protected", "loses", "below_cost", "no_cost"]
/** What the wizard lets people change of a draft while they look at what it does. */
export type WizardEdits = { body: Body; onLeaveOut: (refs: Ref[]) => void; onPutBack: (refs: Ref[]) => void; onExpect: (row: Row, units: string) => void; onDiscount: (percent: number) => void }
type Props = { source: Source; channels: { id: number; name: string }[]; edits?: WizardEdits }

/** Products left out while looking, with the totals before the first of them went. */
function useLeavingOut({ source, edits }: Props, narrowing: Narrowing, totals?: TotalsOf) {
  const [since, setSince] = useState<{ before: TotalsOf; refs: Ref[] } | null>(null)
  if (!edits) return { since: null }
  const leave = (refs: Ref[]) => {
    if (!totals || refs.length === 0) return
    setSince((old) => ({ before: old?.before ?? totals, refs: [...(old?.refs ?? []), ...refs] }))
    edits.onLeaveOut(refs)
  }
  return {
    since, leave,
    leaveAll: (flag: Flag) => void flagged(source, flag, narrowing.configuration_id).then(leave, failed),
    undo: () => { edits.onPutBack(since?.refs ?? []); setSince(null) },
  }
}

/** Every price before and after in one channel, what it comes to, and which other campaigns meet it. */
export function PreviewPanel(props: Props) {
  const { source, channels, edits } = props
  const { t } = useLingui()
  const can = useCan()
  const seesCost = can("insights.see_cost")
  const names = useFlagWords()
  const [narrowing, setNarrowing] = useState<Narrowing>({})
  const { preview, list } = usePreview(source, narrowing)
  const { since, leave, leaveAll, undo } = useLeavingOut(props, narrowing, preview?.totals)
  const rowEdits = { onLeaveOut: leave && ((row: Row) => leave([row.product])), onExpect: edits?.onExpect }
  const columns = usePreviewColumns(preview?.currency, seesCost, rowEdits)
  const set = (part: Narrowing) => setNarrowing((old) => ({ ...old, ...part }))
  const shown = flags.filter((flag) => seesCost || !aboutCost.includes(flag))
  return (
    <div className="grid grid-cols-1 gap-4">
      {preview && <Totals preview={preview} onFlag={(flag) => set({ flag })} onLeaveOutAll={leaveAll} />}
      {preview && since && undo && <TotalsChange count={since.refs.length} before={since.before} after={preview.totals} currency={preview.currency} onUndo={undo} />}
      {edits && seesCost && can("insights.read") && <DiscountAdviceCard body={edits.body} channelId={narrowing.configuration_id} onUse={edits.onDiscount} />}
      {preview && preview.overlaps.length > 0 && <Overlaps overlaps={preview.overlaps} />}
      <Card title={t`Prices before and in the campaign`} actions={<ExportMenu {...exportOf(source, narrowing)} />}>
        <div className="flex h-[36rem] flex-col max-sm:h-auto">
          <DataTable<Row>
            id="campaign-preview" label={t`Prices before and in the campaign`} {...list} columns={columns} rowKey={(row) => String(row.product.id)} sort={narrowing.sort} onSort={(sort) => set({ sort })}
            renderCard={(row) => <PreviewCard row={row} currency={preview?.currency} seesCost={seesCost} edits={rowEdits} />}
            toolbar={
              <div className="flex flex-wrap items-center gap-2">
                {channels.length > 1 && <ChoiceFilter label={t`Channel`} value={String(narrowing.configuration_id ?? channels[0]?.id)} onChange={(id) => set({ configuration_id: id === undefined ? undefined : Number(id) })} options={channels.map((one) => ({ value: String(one.id), label: one.name }))} />}
                <ChoiceFilter label={t`Show only`} value={narrowing.flag} onChange={(flag) => set({ flag: flags.find((one) => one === flag) })} options={shown.map((value) => ({ value, label: names[value] }))} />
                <SearchBox label={t`Search by SKU or name`} value={narrowing.q} onChange={(q) => set({ q })} />
              </div>
            }
            empty={<Empty title={narrowing.flag || narrowing.q ? t`No product matches these filters` : t`The campaign holds for no product`} />}
          />
        </div>
      </Card>
    </div>
  )
}
