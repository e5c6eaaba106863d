import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { presetsQuery, type Preset } from "./api"
import { BadgeChip } from "./words"

/** The occasions a campaign can start from, each with its discount and when it comes next. */
export function PresetGallery({ chosen, onChoose }: { chosen: string | null; onChoose: (preset: Preset) => void }) {
  const { t } = useLingui()
  const { percent, shortDate } = useFormat()
  const { data: presets = [] } = useQuery(presetsQuery)
  return (
    <ul aria-label={t`Start from an occasion`} className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
      {presets.map((preset) => (
        <li key={preset.preset}>
          <button
            type="button" aria-pressed={chosen === preset.preset} onClick={() => onChoose(preset)}
            className="card grid h-full min-h-11 w-full grid-cols-1 content-start gap-1 p-3 text-left hover:border-accent aria-pressed:border-accent aria-pressed:bg-accent-soft"
          >
            <span className="flex items-baseline justify-between gap-2"><span className="min-w-0 text-sm font-medium">{preset.name}</span><span className="tabular text-sm font-semibold whitespace-nowrap">−{percent(Number(preset.value) / 100)}</span></span>
            <span className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1"><BadgeChip text={preset.badge_text} color={preset.badge_color} /><span className="tabular text-xs whitespace-nowrap text-ink-faint">{shortDate(preset.starts_at)}</span></span>
          </button>
        </li>
      ))}
    </ul>
  )
}
