import { useLingui } from "@lingui/react/macro"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { Segments } from "@/ui/segments"
import type { PriceList, View } from "./api"

/** Which part of a list is on screen. */
export function ViewTabs({ list }: { list: PriceList }) {
  const { t } = useLingui()
  const can = useCan()
  const [{ view = "rows" }, setSearch] = useFilters<{ view?: View }>()
  return (
    <Segments<View>
      label={t`View`} value={view} onChange={(next) => setSearch({ view: next === "rows" ? undefined : next })}
      options={[
        { value: "rows", label: t`Prices`, count: list.rows }, { value: "changed", label: t`Changed in the draft`, count: list.open_version?.rows ?? 0 },
        ...(can("insights.see_cost") ? [{ value: "below_floor" as const, label: t`Below floor` }] : []), { value: "missing", label: t`Without a price` }, { value: "versions", label: t`Versions` },
      ]}
    />
  )
}
