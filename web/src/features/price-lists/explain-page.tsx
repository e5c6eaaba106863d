import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useDebounced } from "@/lib/debounce"
import { useFilters } from "@/lib/search"
import { DecimalInput } from "@/ui/decimal-input"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { Field, Input, Select } from "@/ui/field"
import { Page } from "@/ui/page"
import { ProductPicker } from "@/ui/pickers"
import { Skeleton } from "@/ui/progress"
import { get } from "@/api/http"
import { askQuote } from "./api"
import { CustomerPicker, type Customer } from "./customers"
import { sentMoment, useChannels } from "./list-form"
import { Trail } from "./trail"

export type Search = { product_id?: number; customer_id?: number; channel_id?: number; quantity?: string; at?: string }

/** Why this price: what a customer pays for a product in a channel, and every place that was looked at. */
export function PriceQuotePage() {
  const { t } = useLingui()
  const channels = useChannels()
  const [search, setSearch] = useFilters<Search>()
  const { product_id, customer_id, channel_id, at } = search
  const [typed, setTyped] = useState<string | null>(search.quantity ?? "1")
  const quantity = useDebounced(typed && Number(typed) > 0 ? typed : "1")
  const { data: customer } = useQuery({ queryKey: ["named", "/customers", customer_id], queryFn: () => get<Customer>(`/customers/${customer_id}`), enabled: customer_id !== undefined })
  const asked = { lines: [{ product_id: product_id ?? 0, quantity }], customer_id: customer_id ?? null, channel_id: channel_id ?? null, at: at ? sentMoment(at) : null }
  const { data: quote, error, isFetching, refetch } = useQuery({ queryKey: ["quote", asked], queryFn: ({ signal }) => askQuote(asked, signal), enabled: product_id !== undefined, placeholderData: (before) => before })
  return (
    <Page title={t`Why this price`} description={t`What a customer pays for a product, and every list that was looked at on the way.`}>
      <div className="card grid gap-4 p-4 sm:grid-cols-2 lg:grid-cols-5">
        <Field label={t`Product`} required><ProductPicker value={product_id} onChange={(id) => setSearch({ product_id: id })} className="w-full" /></Field>
        <Field label={t`Customer`}><CustomerPicker label={t`Customer`} value={customer_id === undefined ? null : (customer ?? { id: customer_id, code: "", name: "…" })} onChange={(one) => setSearch({ customer_id: one?.id })} className="w-full" /></Field>
        <Field label={t`Channel`}>
          <Select value={channel_id ?? ""} onChange={(chosen) => setSearch({ channel_id: chosen.target.value ? Number(chosen.target.value) : undefined })}>
            <option value="">—</option>
            {channels.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </Select>
        </Field>
        <Field label={t`Quantity`}><DecimalInput value={typed ?? ""} onValue={setTyped} /></Field>
        <Field label={t`At`} help={t`Empty: now`} className="min-w-0"><Input type="datetime-local" className="min-w-0" value={at ?? ""} onChange={(chosen) => setSearch({ at: chosen.target.value || undefined })} /></Field>
      </div>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : product_id === undefined ? <Empty title={t`Choose a product`}>{t`With a customer and a channel the answer is the one that an order would get.`}</Empty> : quote?.lines[0] ? (
        <div className={isFetching ? "opacity-60 transition-opacity" : undefined} aria-busy={isFetching || undefined}><Trail line={quote.lines[0]} currency={quote.currency} /></div>
      ) : <Skeleton className="h-72 w-full" />}
    </Page>
  )
}
