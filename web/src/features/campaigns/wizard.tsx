import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useNavigate, useParams } from "@tanstack/react-router"
import { Check } from "lucide-react"
import { useMemo, useState } from "react"
import { ApiProblem } from "@/api/problem"
import { cx } from "@/lib/cx"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { PageSkeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { campaignQuery, campaignsChanged, channelsQuery, newKey, saveCampaign, tryPreview, type Campaign, type Ref, type Row } from "./api"
import { DetailsStep } from "./details-step"
import { bodyOf, draftOf, emptyDraft, leftOut, missingOf, putBack, stepOf, steps, type Draft, type Step } from "./draft"
import { PreviewPanel } from "./preview"
import { ProductsStep } from "./products-step"
import { useStepWords } from "./words"

/** A new campaign, from scratch, from an occasion or like another; or a change of one. */
export function CampaignWizardPage() {
  const { id } = useParams({ strict: false })
  const [{ like }] = useFilters<{ like?: number }>()
  const known = id !== undefined ? Number(id) : like
  const { data, error, refetch } = useQuery({ ...campaignQuery(known ?? 0), enabled: known !== undefined })
  if (error) return <div className="p-6 max-sm:p-4"><Failure error={error} onRetry={() => void refetch()} /></div>
  if (known !== undefined && !data) return <PageSkeleton />
  const start = data ? draftOf(data, id === undefined) : emptyDraft
  return <Wizard key={`${id} ${like}`} start={start} old={id === undefined ? undefined : data} />
}

/** The draft with what the server or the page refuses in it, field by field. */
function useDraft(start: Draft, old?: Campaign) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [draft, setDraft] = useState(start)
  const [step, setStep] = useState<Step>("details")
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const source = useMemo(() => ({ body: bodyOf(draft), inPlaceOf: old?.id }), [draft, old])
  const refused = (problem: unknown) => {
    const told = problem instanceof ApiProblem ? problem.errors : []
    if (told.length === 0) return failed(problem)
    setErrors(Object.fromEntries(told.map((one) => [one.pointer.replace("/body", ""), one.message])))
    setStep(stepOf(told[0]?.pointer ?? ""))
  }
  const work = async (what: () => Promise<unknown>) => {
    setBusy(true)
    try {
      setErrors({})
      await what()
    } catch (problem) {
      refused(problem)
    } finally {
      setBusy(false)
    }
  }
  const go = async (to: Step) => {
    const missing = missingOf(draft)
    if (to !== "details" && missing.length) {
      setErrors(Object.fromEntries(missing.map((pointer) => [pointer, pointer === "/channels" ? t`Choose at least one channel.` : t`This is needed.`])))
      return setStep("details")
    }
    if (to === "review") await work(async () => { await tryPreview(client, source); setStep("review") })
    else setStep(to)
  }
  return { draft, change, step, errors, busy, source, go, work }
}

function Wizard({ start, old }: { start: Draft; old?: Campaign }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const words = useStepWords()
  const [key] = useState(newKey)
  const { draft, change, step, errors, busy, source, go, work } = useDraft(start, old)
  const { data: channels = [] } = useQuery(channelsQuery)
  const now = steps.indexOf(step)
  const mine = channels.filter((one) => draft.channels.some((line) => line.configuration_id === one.id))
  const save = () =>
    work(async () => {
      const kept = await saveCampaign(bodyOf(draft), old, key)
      await campaignsChanged(client)
      done(old ? t`Campaign saved` : t`Campaign created`)
      await navigate({ to: paths.campaign(kept.id) as never })
    })
  const edits = {
    body: source.body, onLeaveOut: (refs: Ref[]) => change(leftOut(draft, refs)), onPutBack: (refs: Ref[]) => change(putBack(draft, refs)),
    onExpect: (row: Row, units: string) => change({ expected: [...draft.expected.filter((one) => one.product_id !== row.product.id), ...(units === "" ? [] : [{ product_id: row.product.id, units }])] }),
    onDiscount: (percent: number) => change({ kind: "percentage", value: String(percent), channels: draft.channels.map((one) => ({ ...one, value: "" })) }),
  }
  const next = steps[now + 1]
  const before = steps[now - 1]
  return (
    <Page title={old ? old.name : t`New campaign`} above={<Link to={paths.campaigns}>{t`Campaigns`}</Link>}>
      <ol aria-label={t`Steps of the campaign`} className="flex items-center gap-1 overflow-x-auto">
        {steps.map((name, at) => (
          <li key={name} aria-current={at === now ? "step" : undefined} className="flex items-center gap-1 not-last:flex-1">
            <button type="button" disabled={at === now || busy} onClick={() => void go(name)} className={cx("inline-flex min-h-8 items-center gap-2 rounded-md px-1.5 text-sm whitespace-nowrap max-sm:min-h-11", at === now ? "font-semibold" : "text-ink-soft hover:bg-hover")}>
              <span className={cx("tabular grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold", at < now ? "bg-accent-soft text-accent-ink" : at === now ? "bg-accent text-on-accent" : "bg-sunken text-ink-faint")}>{at < now ? <Check size={14} aria-hidden="true" /> : at + 1}</span>
              {words[name]}
            </button>
            {at < steps.length - 1 && <span aria-hidden="true" className={cx("h-px min-w-2 flex-1", at < now ? "bg-accent" : "bg-line")} />}
          </li>
        ))}
      </ol>
      <form noValidate className="grid grid-cols-1 gap-4" onSubmit={(event) => { event.preventDefault(); if (next) void go(next); else void save() }}>
        {step === "details" && <DetailsStep draft={draft} change={change} errors={errors} old={old} />}
        {step === "products" && <ProductsStep draft={draft} change={change} errors={errors} old={old} />}
        {step === "review" && <PreviewPanel source={source} channels={mine} edits={edits} />}
        <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t bg-bg py-3 max-sm:[&>button]:flex-1">
          {before && <Button className="sm:mr-auto" onClick={() => void go(before)}>{t`Back`}</Button>}
          {next ? <Button look="primary" type="submit" busy={busy}>{t`Continue`}</Button> : <Button look="primary" type="submit" busy={busy}>{old ? t`Save` : t`Create campaign`}</Button>}
        </div>
      </form>
    </Page>
  )
}
