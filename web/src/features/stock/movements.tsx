import { useLingui } from "@lingui/react/macro"
import { useMemo, type ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { paths } from "@/lib/paths"
import { Empty } from "@/ui/empty"
import { Link } from "@/ui/link"
import { DataTable, type Column } from "@/ui/table"
import { movementFilters, movementsPath, type Movement, type Search } from "./api"
import { useMovementWords } from "./words"

/** Every change of the stock on hand, the newest first. */
export function Movements({ search, toolbar, onClear }: { search: Search; toolbar: ReactNode; onClear?: ReactNode }) {
  const { t } = useLingui()
  const list = useList<Movement>(movementsPath, movementFilters(search))
  const columns = useColumns()
  return (
    <DataTable<Movement>
      id="stock-movements" label={t`Stock movements`} {...list} columns={columns} rowKey={(row) => String(row.id)} toolbar={toolbar}
      renderCard={(row) => <MovementCard row={row} />}
      empty={<Empty title={onClear ? t`No movement matches these filters` : t`Nothing moved yet`} action={onClear}>{t`Counts, adjustments, receipts and transfers appear here with who made them and what they left.`}</Empty>}
    />
  )
}

/** A change with its sign and colour. */
export function Quantity({ value }: { value: string }) {
  const { qty } = useFormat()
  const isLess = value.startsWith("-")
  return <span className={`tabular font-medium ${isLess ? "text-bad" : "text-good"}`}>{isLess ? "" : "+"}{qty(value)}</span>
}

function useColumns(): Column<Movement>[] {
  const { t } = useLingui()
  const f = useFormat()
  const words = useMovementWords()
  return useMemo(
    () => [
      { id: "at", header: t`When`, width: 120, isPinned: true, isFixed: true, cell: (row) => <span title={f.ago(row.at)}>{f.time(row.at)}</span> },
      { id: "product", header: t`Product`, width: 220, grow: 2, cell: (row) => <span title={row.product.name}><Link to={paths.product(row.product.id)}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span></span> },
      { id: "location", header: t`Location`, width: 140, grow: 1, cell: (row) => row.location.name },
      { id: "kind", header: t`Kind`, width: 110, cell: (row) => words[row.kind] },
      { id: "quantity", header: t`Difference`, width: 96, align: "right", cell: (row) => <Quantity value={row.quantity} /> },
      { id: "balance", header: t`Left on hand`, width: 90, align: "right", cell: (row) => f.qty(row.balance) },
      { id: "reference", header: t`Reason or document`, width: 160, grow: 1, cell: (row) => <span title={row.reference ?? undefined}>{row.reference ?? "—"}</span> },
      { id: "actor", header: t`By`, width: 140, cell: (row) => <span title={row.actor_name}>{row.actor_name}</span> },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the words change with the language, as t does
    [t, f],
  )
}

function MovementCard({ row }: { row: Movement }) {
  const f = useFormat()
  const words = useMovementWords()
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-base font-medium">{row.product.name}</h2>
        <p className="truncate text-xs text-ink-faint">{row.product.sku} · {row.location.name}</p>
        <p className="truncate text-sm text-ink-soft">{words[row.kind]}{row.reference && ` · ${row.reference}`}</p>
        <p className="truncate text-xs text-ink-faint">{f.time(row.at)} · {row.actor_name}</p>
      </div>
      <div className="shrink-0 text-right">
        <Quantity value={row.quantity} />
        <p className="tabular text-xs text-ink-faint">= {f.qty(row.balance)}</p>
      </div>
    </div>
  )
}
