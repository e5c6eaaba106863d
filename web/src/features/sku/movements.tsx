import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { Failure } from "@/ui/failure"
import { Card } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { movementsQuery, type Product } from "./api"
import { useMovementWords } from "./words"

/** The latest changes of its stock. */
export function Movements({ product }: { product: Product }) {
  const { t } = useLingui()
  const { qty, time } = useFormat()
  const words = useMovementWords()
  const { data: movements, error, refetch } = useQuery(movementsQuery(product.id))
  return (
    <Card title={t`Latest movements`}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !movements ? <Skeleton className="h-16 w-full" /> : movements.length === 0 ? <p className="text-sm text-ink-faint">{t`Nothing moved yet.`}</p> : (
        <ul className="grid max-h-96 grid-cols-1 overflow-y-auto">
          {movements.map((one) => (
            <li key={one.id} className="flex items-baseline gap-3 border-b py-1.5 text-sm last:border-b-0">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{words[one.kind]}{one.reference && ` · ${one.reference}`}</span>
                <span className="block truncate text-xs text-ink-faint">{time(one.at)} · {one.location.name} · {one.actor_name}</span>
              </span>
              <span className={`tabular shrink-0 text-right font-medium ${one.quantity.startsWith("-") ? "text-bad" : "text-good"}`}>
                {one.quantity.startsWith("-") ? "" : "+"}{qty(one.quantity)}
                <span className="block text-xs font-normal text-ink-faint">= {qty(one.balance)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
