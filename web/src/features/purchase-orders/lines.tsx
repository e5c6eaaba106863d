import { useLingui } from "@lingui/react/macro"
import { CircleHelp, Plus, Trash2 } from "lucide-react"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Button, IconButton } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Link } from "@/ui/link"
import { DataTable, type Column } from "@/ui/table"
import { done, failed } from "@/ui/toast"
import { KeptWhy } from "@/ui/why"
import { AddLine } from "./add-line"
import { editOrder, linesOf, whyOf, type LineIn, type Order, type OrderLine } from "./api"

type Props = { order: Order; onChanged: (order: Order) => void }

const changeOf = (line: OrderLine, change: Partial<LineIn>) => (lines: LineIn[]) => lines.map((one) => (one.product_id === line.product.id ? { ...one, ...change } : one))

/** The products of an order; quantities and costs are edited in place while it is a draft. */
export function Lines({ order, onChanged }: Props) {
  const { t } = useLingui()
  const can = useCan()
  const { qty, money } = useFormat()
  const [why, setWhy] = useState<OrderLine | null>(null)
  const [adding, setAdding] = useState(false)
  const kept = why && whyOf(why)
  const canEdit = order.state === "draft" && can("purchases.edit_order")
  const save = async (change: (lines: LineIn[]) => LineIn[]) => onChanged(await editOrder(order, { lines: linesOf(order, change) }))
  const remove = async (line: OrderLine) => {
    try {
      const after = await editOrder(order, { lines: linesOf(order, (lines) => lines.filter((one) => one.product_id !== line.product.id)) })
      onChanged(after)
      const back = () => void editOrder(after, { lines: linesOf(order, (lines) => lines) }).then(onChanged, failed)
      done(t`${line.product.name} taken off the order`, { undo: back })
    } catch (error) {
      failed(error)
    }
  }
  const columns = useColumns({ order, canEdit, onSave: save, onWhy: setWhy, onRemove: remove })
  return (
    <>
      <DataTable<OrderLine>
        id="purchase-order-lines" label={t`Lines of the order`} rows={order.lines} total={order.lines.length} columns={columns} rowKey={(line) => String(line.id)}
        toolbar={canEdit && <Button size="sm" icon={<Plus size={14} />} onClick={() => setAdding(true)}>{t`Add a product`}</Button>}
        empty={null}
        renderCard={(line) => (
          <div className="grid grid-cols-1 gap-1 text-sm">
            <p className="text-base font-medium">{line.product.name}</p>
            <p className="tabular flex justify-between gap-3 text-ink-soft"><span>{t`${qty(line.quantity)} at ${money(line.unit_cost, order.currency)}`}</span><span className="font-medium text-ink">{money(line.amount, order.currency)}</span></p>
            {whyOf(line) && <Button icon={<CircleHelp size={15} />} onClick={() => setWhy(line)}>{t`Why this number`}</Button>}
          </div>
        )}
      />
      {adding && <AddLine onClose={() => setAdding(false)} taken={order.lines.map((line) => line.product.id)} onAdd={(line) => save((lines) => [...lines, line])} />}
      {why && kept && (
        <Drawer open onOpenChange={() => setWhy(null)} title={why.product.name} description={typeof kept.figures.suggested === "number" ? t`As it was when ${qty(kept.figures.suggested)} were proposed` : t`As it was when it was proposed`}>
          <KeptWhy explanation={kept} />
        </Drawer>
      )}
    </>
  )
}

type Options = { order: Order; canEdit: boolean; onSave: (change: (lines: LineIn[]) => LineIn[]) => Promise<void>; onWhy: (line: OrderLine) => void; onRemove: (line: OrderLine) => Promise<void> }

function useColumns({ order, canEdit, onSave, onWhy, onRemove }: Options): Column<OrderLine>[] {
  const { t } = useLingui()
  const f = useFormat()
  return useMemo(
    () => [
      { id: "product", header: t`Product`, width: 230, grow: 2, isPinned: true, isFixed: true, cell: (line) => <span title={line.product.name}><Link to={paths.product(line.product.id)}>{line.product.sku}</Link> <span className="text-ink-soft">{line.product.name}</span></span> },
      {
        id: "quantity", header: t`Quantity`, width: 100, align: "right", isFixed: true, cell: (line) => f.qty(line.quantity),
        edit: { kind: "decimal", value: (line) => line.quantity, can: () => canEdit, label: (line) => t`Quantity of ${line.product.sku}`, save: (line, quantity) => onSave(changeOf(line, { quantity })) },
      },
      { id: "received", header: t`Received`, width: 100, align: "right", cell: (line) => f.qty(line.received) },
      {
        id: "unit_cost", header: t`Unit cost`, width: 110, align: "right", cell: (line) => f.price(line.unit_cost, order.currency),
        edit: { kind: "decimal", value: (line) => line.unit_cost ?? "", can: () => canEdit, label: (line) => t`Unit cost of ${line.product.sku}`, save: (line, unit_cost) => onSave(changeOf(line, { unit_cost })) },
      },
      { id: "amount", header: t`Amount`, width: 130, align: "right", cell: (line) => f.money(line.amount, order.currency), footer: f.money(order.total, order.currency) },
      {
        id: "actions", header: t`More`, width: 84, isFixed: true,
        cell: (line) => (
          <span className="flex">
            {whyOf(line) && <IconButton size="sm" label={t`Why ${f.qty(line.quantity)} of ${line.product.sku}`} onClick={() => onWhy(line)}><CircleHelp size={15} /></IconButton>}
            {canEdit && order.lines.length > 1 && <IconButton size="sm" label={t`Take ${line.product.sku} off the order`} onClick={() => void onRemove(line)}><Trash2 size={14} /></IconButton>}
          </span>
        ),
      },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the handlers depend on the order and nothing else
    [t, f, order, canEdit],
  )
}
