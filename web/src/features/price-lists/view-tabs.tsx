import { useLingui } from "@lingui/react/macro"
import { useFilters } from "@/lib/search"
import { Segments } from "@/ui/segments"
import type { PriceList, View } from "./api"

/** Which part of a list is on screen. */
export function ViewTabs({ list }: { list: PriceList }) {
  const { t } = useLingui()
  const [{ view = "rows" }, setSearch] = useFilters<{ view?: View }>()
  return (
    <Segments<View>
      label={t`View`} value={view} onChange={(next) => setSearch({ view: next === "rows" ? undefined : next })}
      options={[{ value: "rows", label: t`Prices`, count: list.rows }, { value: "changed", label: t`Draft`, count: list.open_version?.rows ?? 0 }, { value: "missing", label: t`Without a price` }, { value: "versions", label: t`Versions` }]}
    />
  )
}
