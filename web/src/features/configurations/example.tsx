import { useLingui } from "@lingui/react/macro"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useDebounced } from "@/lib/debounce"
import { useFormat } from "@/lib/format"
import { DecimalInput } from "@/ui/decimal-input"
import { Field } from "@/ui/field"
import { Facts, Note } from "@/ui/page"
import { Waterfall } from "@/ui/waterfall"
import { problemWords } from "@/lib/problem-words"
import { calculate, sentOf, type Draft } from "./api"

/** What the channel makes of a cost, with either method, while it is being typed. */
export function LiveExample({ draft }: { draft: Draft }) {
  const { t } = useLingui()
  const { money, percent } = useFormat()
  const [cost, setCost] = useState<string | null>("10")
  const terms = useDebounced(sentOf(draft), 300)
  const asked = useDebounced(cost || "0", 300)
  const both = useQuery({
    queryKey: ["configuration-example", terms, asked],
    queryFn: async ({ signal }) => {
      const [plus, up] = await Promise.allSettled((["cost_plus", "gross_up"] as const).map((method) => calculate({ ...terms, method }, asked, signal)))
      return { cost_plus: plus, gross_up: up }
    },
    placeholderData: keepPreviousData,
  }).data
  const own = both?.[draft.method]
  const words = {
    cost_plus: t`cost × (1 + markup); deductions are paid out of the margin.`,
    gross_up: t`cost × (1 + markup) ÷ (1 − deductions); the markup is left after paying them.`,
  }
  return (
    <section aria-label={t`Live example`} className="grid gap-3 rounded-lg border p-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t`Example: a cost of`} className="w-52"><DecimalInput value={cost ?? ""} onValue={setCost} /></Field>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        {(["cost_plus", "gross_up"] as const).map((method) => {
          const found = both?.[method]
          return (
            <div key={method} className={draft.method === method ? "rounded-md border-2 border-accent p-2" : "rounded-md border p-2"}>
              <h3 className="text-sm font-semibold">{method === "cost_plus" ? t`Cost plus` : t`Gross up`}</h3>
              <p className="mb-2 text-xs text-ink-soft">{words[method]}</p>
              {found?.status === "rejected" && <Note tone="warn">{problemWords(found.reason).detail ?? problemWords(found.reason).title}</Note>}
              {found?.status === "fulfilled" && (
                <Facts columns={1} items={[
                  [t`Price`, money(found.value.price, draft.currency)],
                  [t`Contribution`, money(found.value.contribution, draft.currency)],
                  [t`Margin on price`, found.value.margin_on_price_percent === null ? "—" : percent(Number(found.value.margin_on_price_percent) / 100)],
                  [t`Margin on cost`, found.value.margin_on_cost_percent === null ? "—" : percent(Number(found.value.margin_on_cost_percent) / 100)],
                ]} />
              )}
            </div>
          )
        })}
      </div>
      {own?.status === "fulfilled" && <Waterfall steps={own.value.waterfall} currency={draft.currency} />}
    </section>
  )
}
