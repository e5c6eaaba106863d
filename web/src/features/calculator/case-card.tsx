import { useLingui } from "@lingui/react/macro"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { X } from "lucide-react"
import { useDebounced } from "@/lib/debounce"
import { addDecimals } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import { problemWords } from "@/lib/problem-words"
import { IconButton } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import { Field, Input, Select } from "@/ui/field"
import { Facts, Note } from "@/ui/page"
import { Waterfall } from "@/ui/waterfall"
import { calculate, deductions, sentOf, type Case, type Channel, type Deduction } from "./api"

type Props = { value: Case; channels: Channel[]; onChange: (part: Partial<Case>) => void; onRemove?: () => void }

/** One calculation: what goes in, and the price it comes to while one types. */
export function CaseCard({ value, channels, onChange, onRemove }: Props) {
  const { t } = useLingui()
  const number = (name: "cost" | "vat" | "other_taxes" | "markup" | "competitor" | "discount", label: string, help?: string) => (
    <Field label={label} help={help}><DecimalInput value={value[name] ?? ""} onValue={(typed) => onChange({ [name]: typed })} /></Field>
  )
  const percentOff = { percentage: t`Discount (%)`, amount: t`Discount (amount)`, fixed: t`Fixed price in the campaign` }[value.discount_kind]
  return (
    <section aria-label={value.name} className="card grid content-start gap-3 p-4">
      <div className="flex items-end gap-2">
        <Field label={t`Name`} className="flex-1"><Input value={value.name} maxLength={200} onChange={(typed) => onChange({ name: typed.target.value })} /></Field>
        {onRemove && <IconButton label={t`Remove ${value.name}`} onClick={onRemove}><X size={16} /></IconButton>}
      </div>
      <div className="grid grid-cols-2 gap-3">
        {number("cost", t`Cost (CMV)`, value.rest.components?.length && !value.cost ? t`The sum of the ${value.rest.components.length} components that were kept.` : t`What the goods cost you, without taxes you get back`)}
        <Field label={t`Configuration`}>
          <Select value={value.configuration ?? ""} onChange={(typed) => onChange({ configuration: typed.target.value ? Number(typed.target.value) : null })}>
            <option value="">{t`By hand`}</option>
            {channels.map((one) => <option key={one.id} value={one.id}>{one.name} ({one.currency})</option>)}
          </Select>
        </Field>
        {value.configuration === null && (
          <>
            {number("markup", t`Markup (%)`, t`Added to the cost`)}
            {number("vat", t`VAT (%)`)}
            <Field label={t`Currency`}><Input value={value.currency} maxLength={3} onChange={(typed) => onChange({ currency: typed.target.value.toUpperCase() })} /></Field>
            <Field label={t`Method`} className="col-span-2"><Select value={value.method} onChange={(typed) => onChange({ method: typed.target.value as Case["method"] })}><option value="cost_plus">{t`Cost plus`}</option><option value="gross_up">{t`Gross up`}</option></Select></Field>
            <Field label={t`Price type`} className="max-sm:col-span-2"><Select value={value.price_type} onChange={(typed) => onChange({ price_type: typed.target.value as Case["price_type"] })}><option value="B2C">{t`B2C: consumers`}</option><option value="B2B">{t`B2B: companies`}</option></Select></Field>
            <Field label={t`Psychological rounding`} className="max-sm:col-span-2"><Select value={value.charm} onChange={(typed) => onChange({ charm: typed.target.value as Case["charm"] })}><option value="none">{t({ message: "None", context: "rounding" })}</option><option value="down_99">{t`Down to .99`}</option>{value.charm === "custom" && <option value="custom">{t`Own endings`}</option>}</Select></Field>
            <Deductions value={value} onChange={onChange} />
          </>
        )}
        {number("competitor", t`Competitor's price`)}
        {number("discount", percentOff)}
      </div>
      <Answer value={value} currency={channels.find((one) => one.id === value.configuration)?.currency ?? value.currency} />
    </section>
  )
}

/** The five deductions and how taxes and fees are counted, folded to their sum. */
function Deductions({ value, onChange }: Pick<Props, "value" | "onChange">) {
  const { t } = useLingui()
  const { points } = useFormat()
  const names: Record<Deduction, string> = { platform: t`Platform`, payment: t`Payment`, shipping: t`Shipping`, marketing: t`Marketing`, other: t`Other` }
  const sum = addDecimals(deductions.map((name) => value.deductions[name] || "0"))
  return (
    <details className="col-span-2 rounded-md border px-3" open={Number(sum) !== 0 || undefined}>
      <summary className="cursor-pointer py-1.5 text-sm max-sm:py-3">{t`Deductions and taxes`}: <span className="tabular font-medium">{points(sum, 4)}</span></summary>
      <div className="grid grid-cols-2 gap-3 pb-3">
        {deductions.map((name) => <Field key={name} label={`${names[name]} (%)`}><DecimalInput value={value.deductions[name] ?? ""} onValue={(typed) => onChange({ deductions: { ...value.deductions, [name]: typed } })} /></Field>)}
        <Field label={t`Other taxes (%)`}><DecimalInput value={value.other_taxes ?? ""} onValue={(typed) => onChange({ other_taxes: typed })} /></Field>
        <Field label={t`Taxes`} className="col-span-2"><Select value={value.tax_mode} onChange={(typed) => onChange({ tax_mode: typed.target.value as Case["tax_mode"] })}><option value="pass_through">{t`Passed on to the buyer`}</option><option value="deduction">{t`Borne as a deduction`}</option></Select></Field>
        <Field label={t`Fees are charged on`} className="col-span-2"><Select value={value.fee_base} onChange={(typed) => onChange({ fee_base: typed.target.value as Case["fee_base"] })}><option value="net">{t`the net amount`}</option><option value="gross">{t`the amount with taxes`}</option></Select></Field>
      </div>
    </details>
  )
}

function Answer({ value, currency }: { value: Case; currency: string }) {
  const { t } = useLingui()
  const { money, percent } = useFormat()
  const asked = useDebounced(sentOf(value), 250)
  const { data, error } = useQuery({ queryKey: ["calculate", asked], queryFn: ({ signal }) => calculate(asked, signal), placeholderData: keepPreviousData, retry: false })
  if (error) return <Note tone="warn">{problemWords(error).detail ?? problemWords(error).title}</Note>
  if (!data) return null
  const points = (text: string | null) => (text === null ? "—" : percent(Number(text) / 100))
  const theirs = Number(value.competitor || 0)
  const gap = theirs && data.price !== null ? points(String(((Number(data.price) - theirs) / theirs) * 100)) : "—"
  const told: Record<string, string> = {
    cost_missing: t`There is no cost: nothing protects this price.`, markup_eaten: t`Deductions eat the whole markup.`, deductions_take_all: t`Deductions take the whole price.`,
    below_cost: t`The price is below cost.`, below_break_even: t`The price does not pay for cost, taxes and deductions.`, raised_above_list: t`Protection raised the price above the list price.`,
  }
  const layers: Record<string, string> = { cost: t`cost`, product_minimum: t`product minimum`, campaign_minimum: t`campaign minimum`, minimum_margin: t`minimum margin`, break_even: t`break-even` }
  const layer = data.deciding_layer ? layers[data.deciding_layer] : undefined
  return (
    <div className="grid gap-3" aria-live="polite">
      <p className="flex flex-wrap items-baseline gap-x-3"><span className="tabular text-2xl font-semibold" data-testid="price">{money(data.price, currency)}</span>{data.price !== data.list_price && <s className="text-ink-faint">{money(data.list_price, currency)}</s>}{layer && <span className="text-sm text-warn">{t`held by: ${layer}`}</span>}</p>
      {data.warnings.map((code) => <Note key={code} tone="warn">{told[code] ?? code}</Note>)}
      <Facts columns={1} items={[
        [t`Contribution`, money(data.contribution, currency)],
        [t`Margin on price`, points(data.margin_on_price_percent)],
        [t`Margin on cost`, points(data.margin_on_cost_percent)],
        [t`Break-even price`, money(data.break_even_price, currency)],
        [t`Largest safe discount`, points(data.largest_safe_discount_percent)],
        [t`Against the competitor`, gap],
        ...(data.invoice_total === null ? [] : [[t`Invoice with VAT`, money(data.invoice_total, currency)] as [string, string]]),
      ]} />
      <Waterfall steps={data.waterfall} currency={currency} label={t`Waterfall of ${value.name}`} />
    </div>
  )
}
