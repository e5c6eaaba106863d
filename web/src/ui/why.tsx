import { useLingui as useLanguage } from "@lingui/react"
import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { sheetQuery, useParameterValue } from "@/lib/parameters"
import { whyQuery, type Explanation, type Figures, type FormulaLine, type ParameterInForce } from "@/lib/plan"
import { Failure } from "./failure"
import { Facts } from "./page"
import { Skeleton } from "./progress"
import { ScrollBox } from "./scroll-box"

/** An explanation kept on a document speaks every language; one just asked for speaks the person's. */
export type KeptExplanation = { figures: Figures; sentences: string[] | Record<string, string[]> }

/** The reasons in sentences, the decisive one first. */
export function Sentences({ of }: { of: KeptExplanation["sentences"] }) {
  const { i18n } = useLanguage()
  const sentences = Array.isArray(of) ? of : (of[i18n.locale] ?? of.es ?? [])
  return (
    <ol className="grid gap-1.5 text-sm">
      {sentences.map((sentence, index) => <li key={index} className={index === 0 ? "font-medium text-ink" : "text-ink-soft"}>{sentence}</li>)}
    </ol>
  )
}

/** The calculation step by step: what it is, the formula with its values, the result. */
export function Formula({ lines }: { lines: FormulaLine[] }) {
  const { t } = useLingui()
  const { qty } = useFormat()
  if (lines.length === 0) return null
  return (
    <dl aria-label={t`Formula with its values`} className="tabular rounded-lg border bg-sunken/60 px-3 py-1 text-sm">
      {lines.map((line) => (
        <div key={line.name} className="flex items-center justify-between gap-4 border-b py-1.5 last:border-b-0">
          <dt>
            <span className="font-medium">{line.text}</span>
            <span className="block text-xs text-ink-soft">{line.values}</span>
          </dt>
          <dd className="shrink-0 text-base font-semibold">{qty(line.value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The figures that people check first; those that do not apply are left out. */
export function WhyFigures({ figures }: { figures: Figures }) {
  const { t } = useLingui()
  const { number, days } = useFormat()
  const units = (name: string) => (typeof figures[name] === "number" ? number(figures[name], 1) : null)
  const time = (name: string) => (typeof figures[name] === "number" ? days(figures[name]) : null)
  const rows: [string, string | null][] = [
    [t`Forecast over the protection period`, units("forecast")],
    [t`Protection period`, time("protection_days")],
    [t`Safety stock`, units("safety_stock")],
    [t`Reorder point`, units("reorder_point")],
    [t`Order-up-to level`, units("order_up_to")],
    [t`On hand`, units("on_hand")],
    [t`Reserved`, figures.reserved ? units("reserved") : null],
    [t`On order`, units("on_order")],
    [t`In transit`, units("in_transit")],
    [t`Inventory position`, units("position")],
    [t`Minimum order quantity`, units("moq")],
    [t`Pack size`, units("pack_size")],
  ]
  const known = rows.filter((row): row is [string, string] => row[1] !== null)
  return known.length ? <Facts items={known} /> : null
}

/** The parameters that held, and who set each. */
export function ParametersInForce({ parameters }: { parameters: ParameterInForce[] }) {
  const { t } = useLingui()
  const write = useParameterValue()
  const kinds = useQuery(sheetQuery).data?.kinds
  if (parameters.length === 0) return null
  return (
    <ScrollBox label={t`Parameters in force`}>
      <table className="w-full text-sm">
        <caption className="sr-only">{t`Parameters in force`}</caption>
        <thead className="text-xs text-ink-faint">
          <tr><th scope="col" className="py-1 text-left font-medium">{t`Parameter`}</th><th scope="col" className="px-3 py-1 text-right font-medium">{t`Value`}</th><th scope="col" className="py-1 text-left font-medium">{t`Set for`}</th></tr>
        </thead>
        <tbody>
          {parameters.map((one) => (
            <tr key={one.name} className="border-t align-top">
              <th scope="row" className="py-1.5 text-left font-normal text-ink-soft">{one.label}</th>
              <td className="tabular px-3 py-1.5 text-right font-medium whitespace-nowrap">{write(kinds?.find((kind) => kind.name === one.name), one.value)}</td>
              <td className="py-1.5 text-ink-soft">{one.source_text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** A stored explanation: sentences and figures as they were then. */
export function KeptWhy({ explanation }: { explanation: KeptExplanation }) {
  return (
    <div className="grid gap-4">
      <Sentences of={explanation.sentences} />
      <WhyFigures figures={explanation.figures} />
    </div>
  )
}

/** Why a product is, or is not, proposed for a location: asked from the latest plan. `kept` shows until the answer is there; children stand between the reasons and the figures. */
export function Why({ productId, locationId, kept, hasParameters = true, children }: { productId: number; locationId: number; kept?: Explanation; hasParameters?: boolean; children?: ReactNode }) {
  const { date } = useFormat()
  const { data: why, error, refetch } = useQuery(whyQuery(productId, locationId))
  if (error && !kept) return <Failure error={error} onRetry={() => void refetch()} />
  if (!why) return kept ? <KeptWhy explanation={kept} /> : <div className="grid gap-2" aria-busy="true"><Skeleton /><Skeleton /><Skeleton className="h-24 w-full" /></div>
  const sentences = kept?.sentences ?? why.sentences
  return (
    <div className="grid gap-4">
      <p className="text-base font-medium">{sentences[0]}</p>
      <Formula lines={why.formula} />
      <ul className="grid gap-1.5 text-sm text-ink-soft">{sentences.slice(1).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      {children}
      <WhyFigures figures={why.figures} />
      {hasParameters && <ParametersInForce parameters={why.parameters} />}
      {why.data_until && <p className="text-xs text-ink-faint"><Trans>Sales known until {date(why.data_until)}.</Trans></p>}
    </div>
  )
}
