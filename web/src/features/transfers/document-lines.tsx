import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { DecimalInput } from "@/ui/decimal-input"
import { Link } from "@/ui/link"
import { ScrollBox } from "@/ui/scroll-box"
import type { Transfer } from "./api"

type Props = { transfer: Transfer; typed: Record<number, string | null>; onType: (lineId: number, value: string | null) => void; mode: "quantity" | "received" | null }

/** The products of a transfer; quantities while it is a draft and what arrived while it is on its way can be typed. */
export function DocumentLines({ transfer, typed, onType, mode }: Props) {
  const { t } = useLingui()
  const { qty } = useFormat()
  const cell = "px-2 py-1.5 text-right"
  return (
    <div className="grid gap-2">
      {mode === "received" && <p className="text-sm text-ink-soft">{t`Everything shipped counts as received; change the lines where less arrived.`}</p>}
      <ScrollBox label={t`Lines of the transfer`}>
        <table className="tabular w-full text-sm">
          <caption className="sr-only">{t`Lines of the transfer`}</caption>
          <thead className="text-xs text-ink-faint">
            <tr><th scope="col" className="py-1 text-left font-medium">{t`Product`}</th><th scope="col" className={`${cell} font-medium`}>{t`Quantity`}</th><th scope="col" className={`${cell} font-medium`}>{t`Shipped`}</th><th scope="col" className={`${cell} font-medium`}>{t`Received`}</th></tr>
          </thead>
          <tbody>
            {transfer.lines.map((line) => (
              <tr key={line.id} className="border-t">
                <th scope="row" className="py-1.5 text-left font-normal"><Link to={paths.product(line.product.id)}>{line.product.sku}</Link> <span className="text-ink-soft">{line.product.name}</span></th>
                <td className={cell}>{mode === "quantity" ? <DecimalInput aria-label={t`Quantity of ${line.product.sku}`} className="!w-24" value={typed[line.id] ?? line.quantity} onValue={(value) => onType(line.id, value)} /> : qty(line.quantity)}</td>
                <td className={cell}>{qty(line.shipped)}</td>
                <td className={cell}>{mode === "received" ? <DecimalInput aria-label={t`Received of ${line.product.sku}`} className="!w-24" value={typed[line.id] ?? line.shipped} onValue={(value) => onType(line.id, value)} /> : qty(line.received)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  )
}
