import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { CircleHelp } from "lucide-react"
import { addDecimals } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import { useIsPhone } from "@/lib/phone"
import { Button, IconButton } from "@/ui/button"
import { Failure } from "@/ui/failure"
import { Card, Facts } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { StockStatus } from "@/ui/states"
import { levelsQuery, type Level, type Product } from "./api"

const cell = "px-2 py-1.5 text-right whitespace-nowrap"

/** What is where, what comes, how long it lasts; "why" asks the plan about that place. */
export function Levels({ product, chosen, onChoose }: { product: Product; chosen?: number; onChoose: (locationId: number) => void }) {
  const { t } = useLingui()
  const { data: levels, error, refetch } = useQuery(levelsQuery(product.id))
  const { qty } = useFormat()
  const isPhone = useIsPhone()
  const sum = (read: (level: Level) => string) => qty(addDecimals((levels ?? []).map(read)))
  const heads = [t`State`, t`On hand`, t`Available`, t`On order`, t`In transit`, t`Cover`, t`Reorder point`, t`Order-up-to level`]
  return (
    <Card title={t`Stock by location`}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !levels ? <Skeleton className="h-32 w-full" /> : levels.length === 0 ? (
        <p className="py-6 text-center text-sm text-ink-faint">{t`No location has stock of it yet. Stock comes with an import or a receipt.`}</p>
      ) : (
        isPhone ? <ul className="grid gap-3">{levels.map((level) => <LevelCard key={level.location.id} level={level} isChosen={chosen === level.location.id} onChoose={onChoose} />)}</ul> :
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t`Stock by location`}>
          <table className="tabular w-full text-sm">
            <thead className="text-xs text-ink-faint">
              <tr>
                <th scope="col" className="py-1 text-left align-bottom font-medium">{t`Location`}</th>
                {heads.map((head, index) => <th key={head} scope="col" className={`px-2 py-1 align-bottom font-medium ${index ? "text-right" : "text-left"}`}>{head}</th>)}
                <td />
              </tr>
            </thead>
            <tbody>{levels.map((level) => <LevelRow key={level.location.id} level={level} isChosen={chosen === level.location.id} onChoose={onChoose} />)}</tbody>
            {levels.length > 1 && (
              <tfoot className="border-t font-semibold">
                <tr><th scope="row" className="py-1.5 text-left">{t`All`}</th><td /><td className={cell}>{sum((one) => one.on_hand)}</td><td className={cell}>{sum((one) => one.available)}</td><td className={cell}>{sum((one) => one.on_order)}</td><td className={cell}>{sum((one) => one.in_transit)}</td></tr>
              </tfoot>
            )}
          </table>
        </div>
      )}
    </Card>
  )
}

function LevelRow({ level, isChosen, onChoose }: { level: Level; isChosen: boolean; onChoose: (locationId: number) => void }) {
  const { t } = useLingui()
  const { qty, number, days } = useFormat()
  return (
    <tr className={`border-t ${isChosen ? "bg-accent-soft" : ""}`}>
      <th scope="row" className="py-1.5 pr-2 text-left font-medium whitespace-nowrap">{level.location.name}</th>
      <td className="px-2 py-1.5"><StockStatus state={level.state} /></td>
      <td className={cell}>{qty(level.on_hand)}</td>
      <td className={cell}>{qty(level.available)}</td>
      <td className={cell}>{qty(level.on_order)}</td>
      <td className={cell}>{qty(level.in_transit)}</td>
      <td className={cell}>{days(level.days_of_cover)}</td>
      <td className={cell}>{number(level.reorder_point, 0)}</td>
      <td className={cell}>{number(level.order_up_to, 0)}</td>
      <td className="py-1 text-right"><IconButton size="sm" label={t`Why, at ${level.location.name}`} onClick={() => onChoose(level.location.id)}><CircleHelp size={15} /></IconButton></td>
    </tr>
  )
}

function LevelCard({ level, isChosen, onChoose }: { level: Level; isChosen: boolean; onChoose: (locationId: number) => void }) {
  const { t } = useLingui()
  const { qty, number, days } = useFormat()
  return (
    <li className={`rounded-lg border p-3 ${isChosen ? "border-accent" : ""}`}>
      <p className="flex items-center justify-between gap-3 text-sm font-medium"><span>{level.location.name}</span><StockStatus state={level.state} /></p>
      <Facts items={[
        [t`Available`, level.available === level.on_hand ? qty(level.on_hand) : t`${qty(level.available)} of ${qty(level.on_hand)} on hand`],
        ...(Number(level.on_order) || Number(level.in_transit) ? [[t`On order`, qty(level.on_order)], [t`In transit`, qty(level.in_transit)]] as [string, string][] : []),
        [t`Cover`, days(level.days_of_cover)],
        [t`Reorder point`, number(level.reorder_point, 0)],
        [t`Order-up-to level`, number(level.order_up_to, 0)],
      ]} />
      <Button size="sm" className="mt-2 w-full" icon={<CircleHelp size={15} />} onClick={() => onChoose(level.location.id)}>{t`Why, at ${level.location.name}`}</Button>
    </li>
  )
}
