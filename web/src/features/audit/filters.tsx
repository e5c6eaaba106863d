import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { Page } from "@/api/types"
import { Combobox } from "@/ui/combobox"
import { ChoiceFilter } from "@/ui/filter-bar"
import type { Entry } from "./types"

type Person = { id: number; name: string; email: string }

/** What each kind of record is called. */
export function useSubjectWords(): Record<string, string> {
  const { t } = useLingui()
  return {
    user: t`User`,
    api_key: t`API key`,
    product: t`Product`,
    category: t`Category`,
    location: t`Location`,
    supplier: t`Supplier`,
    customer: t`Customer`,
    stock: t`Stock`,
    transfer: t`Transfer`,
    purchase_order: t`Purchase order`,
    suggestion: t`Suggestion`,
    planning_run: t`Planning run`,
    parameter: t`Parameter`,
    import_run: t`Import run`,
    alert: t`Alert`,
    supply: t`Supply terms`,
    transfer_suggestion: t`Suggested transfer`,
    sales_batch: t`Load of sales`,
    lake: t`History`,
    mart_generation: t`Figures of the pages`,
    catalog: t`Catalogue`,
    partners: t`Suppliers and customers`,
    job: t`Job`,
    backtest_run: t`Backtest`,
    planning_event: t`Event`,
    forecast_override: t`Forecast override`,
    product_link: t`Replacement`,
    price_list: t`Price list`,
    price_configuration: t`Price configuration`,
    price_policy: t`Price policy`,
    price_scenario: t`Price scenario`,
    cost_sheet: t`Cost sheet`,
    campaign: t`Campaign`,
    competitor_price: t`Competitor's price`,
    customer_group: t`Customer group`,
    exchange_rate: t`Exchange rate`,
  }
}

/** Who did it: a person's name, or which part of the system when it was nobody. */
export function useActorWords(): (entry: Entry) => string {
  const { t } = useLingui()
  const others: Record<string, string> = { guest: t`Not signed in` }
  return (entry) => (entry.actor_id === null ? (others[entry.actor_name] ?? entry.actor_name) : entry.actor_name)
}

export function SubjectFilter({ value, onChange }: { value?: string; onChange: (value: string | undefined) => void }) {
  const { t } = useLingui()
  const options = Object.entries(useSubjectWords()).map(([type, label]) => ({ value: type, label }))
  return <ChoiceFilter label={t`On what`} value={value} options={options} onChange={onChange} />
}

export function PersonFilter({ value, onChange }: { value?: number; onChange: (value: number | undefined) => void }) {
  const { t } = useLingui()
  const chosen = useQuery({ queryKey: ["user", value], queryFn: () => get<Person>(`/users/${value}`), enabled: value !== undefined }).data
  const search = {
    key: ["users"],
    fetch: (q: string, signal: AbortSignal) =>
      get<Page<Person>>("/users", { q, limit: 20 }, signal).then((page) => page.items.map((one) => ({ value: String(one.id), label: one.name, detail: one.email }))),
  }
  return <Combobox label={t`Who`} className="w-44 max-sm:grow max-sm:basis-[45%]" value={value === undefined ? null : String(value)} selectedLabel={chosen?.name} search={search} onChange={(next) => onChange(next === null ? undefined : Number(next))} />
}
