import { useLingui } from "@lingui/react/macro"
import { Status } from "./badge"
import { ChoiceFilter } from "./filter-bar"

/** Whether a record is in use. */
export function ActiveStatus({ active }: { active: boolean }) {
  const { t } = useLingui()
  return active ? <Status tone="good">{t`In use`}</Status> : <Status>{t`Out of use`}</Status>
}

/** Those in use, those out of use, or both. */
export function ActiveFilter({ value, onChange }: { value: boolean | undefined; onChange: (value: boolean | undefined) => void }) {
  const { t } = useLingui()
  const options = [{ value: "true", label: t`In use` }, { value: "false", label: t`Out of use` }]
  return <ChoiceFilter label={t`State`} value={value === undefined ? undefined : String(value)} options={options} onChange={(next) => onChange(next === undefined ? undefined : next === "true")} className="w-36 max-sm:grow max-sm:basis-[45%]" />
}
