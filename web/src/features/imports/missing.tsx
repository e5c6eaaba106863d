import { Plural, useLingui } from "@lingui/react/macro"
import { Checkbox } from "@/ui/field"
import { Card } from "@/ui/page"
import type { Creatable, Unknown } from "./api"
import { useEntityWords } from "./words"

/** Codes that the file names and nobody knows: to be created on the way, or to stay errors. */
export function Missing({ unknown, chosen, onChange }: { unknown: Unknown[]; chosen: Creatable[]; onChange: (chosen: Creatable[]) => void }) {
  const { t } = useLingui()
  const words = useEntityWords()
  const toggle = (entity: Creatable, isOn: boolean) => onChange(isOn ? [...chosen, entity] : chosen.filter((one) => one !== entity))
  return (
    <Card title={t`Codes that do not exist yet`}>
      <ul className="grid gap-3">
        {unknown.map(({ entity: name, codes, samples, created }) => {
          const entity = name as Creatable
          const isCertain = created && !chosen.includes(entity)
          return (
            <li key={entity} className="grid gap-1 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:gap-4">
              <div className="min-w-0">
                <p className="text-sm font-medium">{words[entity].name}: <Plural value={codes} one="# unknown code" other="# unknown codes" /></p>
                <p className="tabular truncate text-xs text-ink-soft">{samples.join(", ")}{samples.length < codes && "…"}</p>
              </div>
              {isCertain ? <p className="text-sm text-ink-soft">{t`They are created on the way.`}</p> : <Checkbox checked={chosen.includes(entity)} onChange={(event) => toggle(entity, event.target.checked)} label={t`Create them on the way`} />}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
