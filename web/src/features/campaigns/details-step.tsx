import { useLingui } from "@lingui/react/macro"
import { useCan, useMe } from "@/lib/me"
import { DecimalInput } from "@/ui/decimal-input"
import { Field, Input, Select, Switch } from "@/ui/field"
import { Card } from "@/ui/page"
import { Segments } from "@/ui/segments"
import { kinds, type Campaign, type Kind } from "./api"
import { ChannelsField } from "./channels-field"
import { colors, withPreset, type Draft } from "./draft"
import { PresetGallery } from "./presets"
import { Protection } from "./protection"
import { BadgeChip, useKindWords } from "./words"

export type StepProps = { draft: Draft; change: (part: Partial<Draft>) => void; errors: Record<string, string>; old?: Campaign }

/** First step: what is offered, where, when, and which floors hold. */
export function DetailsStep({ draft, change, errors, old }: StepProps) {
  const { t } = useLingui()
  const can = useCan()
  const timezone = useMe()?.company.timezone ?? ""
  const names = useKindWords()
  const isPercent = draft.kind === "percentage"
  const colorNames = [t`Black`, t`Blue`, t`Green`, t`Orange`, t`Red`, t`Purple`]
  const hasStarted = old?.state === "active"
  return (
    <div className="grid gap-4">
      {!old && <PresetGallery chosen={draft.preset} onChoose={(preset) => change(withPreset(draft, preset))} />}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Card title={t`Offer`}>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Field label={t`Name`} required error={errors["/name"]}><Input value={draft.name} maxLength={200} onChange={(typed) => change({ name: typed.target.value })} /></Field>
            <Field label={t`Code`} required error={errors["/code"]}><Input value={draft.code} maxLength={64} onChange={(typed) => change({ code: typed.target.value })} /></Field>
            <div className="min-w-0 sm:col-span-2"><Segments<Kind> label={t`Kind of discount`} value={draft.kind} onChange={(kind) => change({ kind })} options={kinds.map((value) => ({ value, label: names[value] }))} /></div>
            <Field label={isPercent ? t`Percent off` : names[draft.kind]} help={isPercent ? undefined : t`In the currency of the channels; channels of other currencies state their own.`} error={errors["/value"]}><DecimalInput value={draft.value} onValue={(value) => change({ value: value ?? "" })} /></Field>
            <Field label={t`Priority`} help={t`Of two equal prices the larger wins.`} error={errors["/priority"]}><Input type="number" min={0} max={999} value={draft.priority} onChange={(typed) => change({ priority: typed.target.value })} /></Field>
            <div className="min-w-0 sm:col-span-2"><ChannelsField draft={draft} change={change} errors={errors} /></div>
          </div>
        </Card>
        <Card title={t`Period and badge`}>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Field label={t`Starts`} required help={hasStarted ? t`It has started: its start stays.` : t`Time of ${timezone}`} error={errors["/starts_at"]}><Input type="datetime-local" disabled={hasStarted} value={draft.starts_at} onChange={(typed) => change({ starts_at: typed.target.value })} /></Field>
            <Field label={t`Ends`} required help={t`From this moment on it no longer holds.`} error={errors["/ends_at"]}><Input type="datetime-local" min={draft.starts_at} value={draft.ends_at} onChange={(typed) => change({ ends_at: typed.target.value })} /></Field>
            <Field label={t`Words on the badge`} error={errors["/badge_text"]}><Input value={draft.badge_text} maxLength={30} onChange={(typed) => change({ badge_text: typed.target.value })} /></Field>
            <Field label={t`Colour of the badge`}><Select value={draft.badge_color} onChange={(chosen) => change({ badge_color: chosen.target.value })}>{colors.map((color, at) => <option key={color} value={color}>{colorNames[at]}</option>)}</Select></Field>
            <div className="flex min-h-8 flex-wrap items-center justify-between gap-3 sm:col-span-2"><BadgeChip text={draft.badge_text || draft.name} color={draft.badge_color} /><Switch label={t`Switched on`} checked={draft.is_on} onChange={(chosen) => change({ is_on: chosen.target.checked })} /></div>
          </div>
        </Card>
      </div>
      <Card title={t`Protection`}>
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[2fr_1fr]">
          <Protection on={draft.protect} told={old?.protection} canSwitch={can("prices.switch_protection")} onSwitch={(layer, isOn) => change({ protect: isOn ? [...draft.protect, layer] : draft.protect.filter((one) => one !== layer) })} />
          <div className="grid gap-4">
            <Field label={t`Minimum price`} help={t`Nothing in this campaign is sold for less.`} error={errors["/minimum_price"]}><DecimalInput value={draft.minimum_price} onValue={(value) => change({ minimum_price: value ?? "" })} /></Field>
            <Field label={t`Minimum margin %`} help={t`Percent over the cost.`} error={errors["/minimum_margin_percent"]}><DecimalInput value={draft.minimum_margin_percent} onValue={(value) => change({ minimum_margin_percent: value ?? "" })} /></Field>
          </div>
        </div>
      </Card>
    </div>
  )
}
