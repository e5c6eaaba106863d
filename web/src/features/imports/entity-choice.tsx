import { useLingui } from "@lingui/react/macro"
import { Select } from "@/ui/field"
import type { EntityName } from "./api"
import { advisedOrder } from "./steps"
import { useEntityWords } from "./words"

type Props = { value: EntityName | undefined; onChange: (entity: EntityName | undefined) => void; canGuess?: boolean; disabled?: boolean; id?: string; "aria-describedby"?: string }

/** What the file holds. */
export function EntityChoice({ value, onChange, canGuess, ...rest }: Props) {
  const { t } = useLingui()
  const words = useEntityWords()
  return (
    <Select {...rest} value={value ?? ""} onChange={(event) => onChange((event.target.value || undefined) as EntityName | undefined)}>
      {canGuess && <option value="">{t`Recognise it by its columns`}</option>}
      {advisedOrder.map((name) => <option key={name} value={name}>{words[name].name}</option>)}
    </Select>
  )
}
