import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"

/** Our price over theirs, and what that means: above 100 % we are dearer. */
export function IndexValue({ value }: { value: string | null }) {
  const { t } = useLingui()
  const { percent } = useFormat()
  if (value === null) return <>—</>
  const share = Number(value)
  const gap = percent(Math.abs(share - 100) / 100)
  const meaning = share > 100 ? t`We are ${gap} dearer` : share < 100 ? t`We are ${gap} cheaper` : t`The same price`
  return <span title={meaning} className={share > 100 ? "text-warn" : share < 100 ? "text-good" : undefined}>{percent(share / 100)}<span className="sr-only"> {meaning}</span></span>
}
