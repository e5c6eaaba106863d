import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { DecimalInput } from "@/ui/decimal-input"
import { Checkbox, Field } from "@/ui/field"
import { channelsQuery } from "./api"
import type { ChannelDraft, Draft } from "./draft"

/** The channels a campaign holds in; with several currencies each states its own amounts. */
export function ChannelsField({ draft, change, errors }: { draft: Draft; change: (part: Partial<Draft>) => void; errors: Record<string, string> }) {
  const { t } = useLingui()
  const { data: channels, isPending } = useQuery(channelsQuery)
  const lines = draft.channels
  const used = new Set(channels?.filter((one) => lines.some((line) => line.configuration_id === one.id)).map((one) => one.currency))
  const hasOwn = used.size > 1 || lines.some((line) => line.value || line.minimum_price) || lines.some((_, at) => errors[`/channels/${at}/value`] ?? errors[`/channels/${at}/minimum_price`])
  const edit = (id: number, part: Partial<ChannelDraft>) => change({ channels: lines.map((line) => (line.configuration_id === id ? { ...line, ...part } : line)) })
  const toggle = (id: number, isChosen: boolean) => change({ channels: isChosen ? [...lines, { configuration_id: id, value: "", minimum_price: "" }] : lines.filter((line) => line.configuration_id !== id) })
  return (
    <fieldset className="grid gap-1">
      <legend className="text-sm font-medium">{t`Channels`}<span aria-hidden="true" className="text-bad"> *</span></legend>
      {!isPending && channels?.length === 0 && <p className="text-sm text-ink-soft">{t`A campaign needs a sales channel; set one up first.`}</p>}
      {channels?.map((channel) => {
        const at = lines.findIndex((line) => line.configuration_id === channel.id)
        const line = lines[at]
        return (
          <div key={channel.id} className="grid gap-2">
            <Checkbox label={<>{channel.name} <span className="text-ink-faint">{channel.currency}</span></>} checked={at >= 0} onChange={(event) => toggle(channel.id, event.target.checked)} />
            {line && hasOwn && (
              <div className="grid gap-2 pl-6 sm:grid-cols-2">
                <Field label={draft.kind === "percentage" ? t`Percent off here` : t`Amount in ${channel.currency}`} error={errors[`/channels/${at}/value`]}><DecimalInput value={line.value} onValue={(value) => edit(channel.id, { value: value ?? "" })} /></Field>
                <Field label={t`Minimum price in ${channel.currency}`} error={errors[`/channels/${at}/minimum_price`]}><DecimalInput value={line.minimum_price} onValue={(value) => edit(channel.id, { minimum_price: value ?? "" })} /></Field>
              </div>
            )}
            {at >= 0 && errors[`/channels/${at}/configuration_id`] && <p role="alert" className="text-xs text-bad">{errors[`/channels/${at}/configuration_id`]}</p>}
          </div>
        )
      })}
      {errors["/channels"] && <p role="alert" className="text-xs text-bad">{errors["/channels"]}</p>}
    </fieldset>
  )
}
