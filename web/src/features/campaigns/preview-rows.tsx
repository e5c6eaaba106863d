import { useLingui } from "@lingui/react/macro"
import { useMemo, useState } from "react"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { Badge, type Tone } from "@/ui/badge"
import { Button } from "@/ui/button"
import { DecimalInput } from "@/ui/decimal-input"
import type { Column } from "@/ui/table"
import type { Flag, Row } from "./api"
import { useFlagWords, useLayerWords } from "./words"

const tones: Partial<Record<Flag, Tone>> = { protected: "info", loses: "bad", below_cost: "bad", no_cost: "warn", no_rate: "bad", no_price: "neutral", no_discount: "neutral", beaten: "accent" }

/** What there is to say of a row: which floor decided, what is lost, what is not known. */
export function Flags({ row }: { row: Row }) {
  const { t } = useLingui()
  const names = useFlagWords()
  const layers = useLayerWords()
  const words = (flag: Flag) => (flag === "protected" && row.layer ? layers[row.layer].name : flag === "beaten" ? t`Better: ${row.beaten_by ?? ""}` : names[flag])
  return (
    <span className="flex flex-wrap gap-1">
      {row.flags.filter((flag) => flag in tones).map((flag) => <Badge key={flag} tone={tones[flag]} title={flag === "protected" && row.layer ? layers[row.layer].text : undefined}>{words(flag)}</Badge>)}
    </span>
  )
}

const isLoss = (value: string | null) => value !== null && Number(value) < 0

function Loss({ value, children }: { value: string | null; children: string }) {
  return <span className={cx(isLoss(value) && "font-medium text-bad")}>{children}</span>
}

export type Edits = { onLeaveOut?: (row: Row) => void; onExpect?: (row: Row, units: string) => void }

export function usePreviewColumns(currency: string | undefined, seesCost: boolean, { onLeaveOut, onExpect }: Edits): Column<Row>[] {
  const { t } = useLingui()
  const { money, points: percent, qty } = useFormat()
  return useMemo(() => {
    const plain: Column<Row>[] = [
      { id: "product", header: t`Product`, width: 210, grow: 2, isPinned: true, isFixed: true, sort: "name", cell: (row) => <span className="truncate" title={row.product.name}>{row.product.name}</span> },
      { id: "sku", header: t`SKU`, width: 100, sort: "sku", cell: (row) => row.product.sku },
      { id: "list", header: t`Before`, width: 105, align: "right", sort: "list_price", cell: (row) => money(row.list_price, currency) },
      { id: "price", header: t`In the campaign`, width: 125, align: "right", sort: "price", cell: (row) => <strong className="font-semibold">{money(row.price, currency)}</strong> },
      { id: "discount", header: t`Discount`, width: 95, align: "right", sort: "discount_percent", cell: (row) => percent(row.discount_percent) },
    ]
    const units: Column<Row> = {
      id: "units", header: t`Expected units`, width: 130, align: "right", cell: (row) => qty(row.expected_units), help: t`At the pace of the last 28 days' sales, unless you type another number.`,
      ...(onExpect && { edit: { kind: "decimal", value: (row) => row.expected_units ?? "", label: (row) => t`Expected units of ${row.product.name}`, save: async (row, value) => onExpect(row, value) } as const }),
    }
    const costs: Column<Row>[] = [
      { id: "margin-before", header: t`Margin before`, width: 120, align: "right", cell: (row) => money(row.contribution_before, currency) },
      { id: "margin", header: t`Margin after`, width: 130, align: "right", sort: "contribution", cell: (row) => <Loss value={row.contribution}>{money(row.contribution, currency)}</Loss>, help: t`What one sale leaves after VAT, every deduction and the cost.` },
      { id: "margin-percent", header: t`Margin after %`, width: 145, align: "right", sort: "margin_percent", cell: (row) => <Loss value={row.margin_percent}>{percent(row.margin_percent)}</Loss>, help: t`In percent of the net price.` },
      { id: "safe", header: t`Largest safe discount`, width: 150, align: "right", sort: "safe_discount_percent", cell: (row) => percent(row.safe_discount_percent) },
      { id: "extra", header: t`More units to keep profit`, width: 180, align: "right", cell: (row) => (row.extra_units_percent === null ? "—" : `+${percent(row.extra_units_percent)}`) },
      { id: "cost", header: t`Cost`, width: 100, align: "right", isHidden: true, cell: (row) => money(row.cost, currency) },
      { id: "even", header: t`Break-even price`, width: 120, align: "right", isHidden: true, cell: (row) => money(row.break_even_price, currency) },
    ]
    const rest: Column<Row>[] = [{ id: "flags", header: t`Notes`, width: 190, grow: 1, cell: (row) => <Flags row={row} /> }]
    if (onLeaveOut) rest.push({ id: "out", header: t`Leave out`, width: 100, cell: (row) => <Button size="sm" look="quiet" aria-label={t`Leave ${row.product.name} out`} onClick={() => onLeaveOut(row)}>{t`Leave out`}</Button> })
    return [...plain, units, ...(seesCost ? costs : []), ...rest]
  }, [t, money, percent, qty, currency, seesCost, onLeaveOut, onExpect])
}

export function PreviewCard({ row, currency, seesCost, edits }: { row: Row; currency?: string; seesCost: boolean; edits: Edits }) {
  const { t } = useLingui()
  const { money, points, qty } = useFormat()
  const { onLeaveOut, onExpect } = edits
  return (
    <div className="grid gap-1">
      <div className="flex items-baseline justify-between gap-3"><span className="truncate font-medium">{row.product.name}</span><span className="shrink-0 text-xs text-ink-faint">{row.product.sku}</span></div>
      <div className="tabular flex items-baseline justify-between gap-3 text-sm"><span className="text-ink-soft line-through">{money(row.list_price, currency)}</span><strong>{money(row.price, currency)}</strong><span>{!Number(row.discount_percent) ? "" : `−${points(row.discount_percent)}`}</span></div>
      {seesCost && <div className="tabular flex justify-between text-sm text-ink-soft"><span>{t`Margin after`}</span><Loss value={row.contribution}>{`${money(row.contribution, currency)}${row.margin_percent === null ? "" : ` · ${points(row.margin_percent)}`}`}</Loss></div>}
      {onExpect ? <ExpectedField key={row.expected_units} row={row} onExpect={onExpect} /> : <div className="tabular flex justify-between text-sm text-ink-soft"><span>{t`Expected units`}</span><span>{qty(row.expected_units)}</span></div>}
      <div className="flex items-center justify-between gap-2"><Flags row={row} />{onLeaveOut && <Button size="sm" look="quiet" className="ml-auto" aria-label={t`Leave ${row.product.name} out`} onClick={() => onLeaveOut(row)}>{t`Leave out`}</Button>}</div>
    </div>
  )
}

/** The expected units on a phone, taken over when the field is left. */
function ExpectedField({ row, onExpect }: { row: Row; onExpect: (row: Row, units: string) => void }) {
  const { t } = useLingui()
  const [units, setUnits] = useState<string | null>(row.expected_units ?? "")
  const keep = () => { if (units !== null && units !== (row.expected_units ?? "")) onExpect(row, units) }
  return (
    <label className="flex items-center justify-between gap-3 text-sm text-ink-soft">
      {t`Expected units`}
      <span className="w-28"><DecimalInput aria-label={t`Expected units of ${row.product.name}`} value={units ?? ""} onValue={setUnits} onBlur={keep} /></span>
    </label>
  )
}
