import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { Switch } from "@/ui/field"
import { layers, type Campaign, type Layer } from "./api"
import { useLayerWords } from "./words"

type Props = { on: Layer[]; canSwitch: boolean; told?: Campaign["protection"]; onSwitch: (layer: Layer, isOn: boolean) => void }

/** The five floors under a promotional price, what each does, and who switched it. */
export function Protection({ on, canSwitch, told = [], onSwitch }: Props) {
  const { t } = useLingui()
  const { time } = useFormat()
  const words = useLayerWords()
  return (
    <div className="grid gap-1">
      <p className="text-sm text-ink-soft">{t`The highest floor that is on wins, and the preview says which one decided. A product without a known cost is not protected.`}</p>
      <ul className="divide-y">
        {layers.map((layer) => {
          const by = told.find((one) => one.layer === layer)
          return (
            <li key={layer} className="grid gap-0.5 py-2">
              <Switch label={<span className="font-medium">{words[layer].name}</span>} checked={on.includes(layer)} disabled={!canSwitch} onChange={(event) => onSwitch(layer, event.target.checked)} />
              <span className="pl-11 text-sm text-ink-soft">{words[layer].text}</span>
              {by?.switched_by && <span className="pl-11 text-xs text-ink-faint">{by.is_on ? t`Switched on by ${by.switched_by}` : t`Switched off by ${by.switched_by}`} · {time(by.switched_at)}</span>}
            </li>
          )
        })}
      </ul>
      {!canSwitch && <p className="text-xs text-ink-faint">{t`Switching protection takes a right of its own.`}</p>}
    </div>
  )
}
