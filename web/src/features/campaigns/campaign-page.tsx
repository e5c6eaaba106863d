import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useParams } from "@tanstack/react-router"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Button, buttonClass } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Card, Facts, Note, Page } from "@/ui/page"
import { PageSkeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { campaignQuery, campaignsChanged, endCampaign, switchCampaign, switchLayer, type Campaign, type Layer } from "./api"
import { PreviewPanel } from "./preview"
import { Protection } from "./protection"
import { ResultsCard } from "./results"
import { BadgeChip, CampaignStatus, useOfferWords, useScopeWords } from "./words"

/** One campaign: how it stands, what it does to every price, and which floors hold. */
export function CampaignPage() {
  const { id = "0" } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(campaignQuery(Number(id)))
  if (error) return <div className="p-6 max-sm:p-4"><Failure error={error} onRetry={() => void refetch()} /></div>
  return data ? <Shown campaign={data} /> : <PageSkeleton />
}

function Shown({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const act = async (work: () => Promise<Campaign>, said: string) => {
    setBusy(true)
    try {
      await work()
      done(said)
    } catch (problem) {
      failed(problem)
    } finally {
      await campaignsChanged(client)
      setBusy(false)
    }
  }
  const isOpen = campaign.state !== "finished" && new Date(campaign.ends_at) > new Date()
  const switched = (layer: Layer, isOn: boolean) => void act(() => switchLayer(campaign, layer, isOn), t`Protection switched`)
  const unusable = campaign.channels.filter((one) => !one.is_usable).map((one) => one.name).join(", ")
  return (
    <Page
      title={campaign.name} above={<Link to={paths.campaigns}>{t`Campaigns`}</Link>}
      description={<span className="inline-flex flex-wrap items-center gap-3"><BadgeChip text={campaign.badge_text} color={campaign.badge_color} /><CampaignStatus state={campaign.state} /></span>}
      actions={can("prices.edit_campaign") && <Actions campaign={campaign} isOpen={isOpen} busy={busy} act={act} />}
    >
      {campaign.period_notes.map((note) => <Note key={note}>{note}</Note>)}
      {unusable && <Note tone="warn">{t`It does not hold in ${unusable}: the channel is out of use or changed its currency.`}</Note>}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <OfferFacts campaign={campaign} />
        <Card title={t`Protection`}><Protection on={campaign.protection.filter((one) => one.is_on).map((one) => one.layer)} told={campaign.protection} canSwitch={isOpen && !busy && can("prices.switch_protection")} onSwitch={switched} /></Card>
      </div>
      {new Date(campaign.starts_at) < new Date() && can("insights.read") && <ResultsCard id={campaign.id} />}
      <PreviewPanel key={campaign.version} source={{ id: campaign.id }} channels={campaign.channels.map((one) => ({ id: one.configuration_id, name: one.name }))} />
    </Page>
  )
}

type ActionsProps = { campaign: Campaign; isOpen: boolean; busy: boolean; act: (work: () => Promise<Campaign>, said: string) => Promise<void> }

function Actions({ campaign, isOpen, busy, act }: ActionsProps) {
  const { t } = useLingui()
  const [isEnding, setIsEnding] = useState(false)
  return (
    <>
      <Link isPlain to={paths.newCampaign} search={{ like: campaign.id }} className={buttonClass("plain")}>{t`Duplicate`}</Link>
      {isOpen && <Button disabled={busy} onClick={() => void act(() => switchCampaign(campaign, !campaign.is_on), campaign.is_on ? t`Campaign switched off` : t`Campaign switched on`)}>{campaign.is_on ? t`Switch off` : t`Switch on`}</Button>}
      {campaign.state === "active" && <Button look="danger" disabled={busy} onClick={() => setIsEnding(true)}>{t`End now`}</Button>}
      {isOpen && <Link isPlain to={paths.editCampaign(campaign.id)} className={buttonClass("primary")}>{t`Edit`}</Link>}
      <Confirm open={isEnding} onOpenChange={setIsEnding} title={t`End this campaign now?`} action={t`End now`} isDangerous onConfirm={() => act(() => endCampaign(campaign), t`Campaign ended`)}>
        {t`From this moment on prices are what they were. A campaign that is over is not taken up again; it can be duplicated.`}
      </Confirm>
    </>
  )
}

function OfferFacts({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui()
  const { time, money, points } = useFormat()
  const offer = useOfferWords()
  const scopes = useScopeWords()
  const { products } = campaign
  const named = { all: scopes.all, products: t`Chosen products: ${products.chosen_ids.length}`, categories: products.categories.map((one) => one.name).join(", "), filter: [products.narrowing?.q, products.narrowing?.brand].filter(Boolean).join(" · ") || scopes.filter }
  const leftOut = products.left_out_ids.length
  return (
    <Card title={t`Offer`}>
      <Facts
        columns={1}
        items={[
          [t`Code`, campaign.code],
          ...campaign.channels.map((one): [string, string] => [one.name, `${offer({ kind: campaign.kind, value: one.value }, one.currency)}${one.minimum_price === null ? "" : ` · ${t`at least ${money(one.minimum_price, one.currency)}`}`}`]),
          [t`Starts`, time(campaign.starts_at)],
          [t`Ends`, time(campaign.ends_at)],
          [t`Time zone`, campaign.timezone],
          [t`Products`, leftOut ? `${named[products.scope]} · ${t`left out: ${leftOut}`}` : named[products.scope]],
          [t`Minimum margin %`, points(campaign.minimum_margin_percent, 4)],
          [t`Priority`, campaign.priority],
          [t`Created by`, `${campaign.created_by} · ${time(campaign.created_at)}`],
        ]}
      />
    </Card>
  )
}
