import { Plural, Trans, useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import type { Sum } from "@/lib/sums"
import { BulkResults } from "@/ui/bulk-results"
import { Confirm } from "@/ui/confirm"
import { Link } from "@/ui/link"
import { useSumWords } from "@/ui/money"
import { Note } from "@/ui/page"
import { RejectDialog } from "@/ui/reject-dialog"
import type { Choice, SupplierTotal } from "./api"
import type { Decisions } from "./use-decisions"
import { useReasons } from "./words"

/** What a bulk decision is about, counted before it is taken. */
export type Subject = {
  choice: Choice
  lines: number
  sums: Sum[]
  orders: number
  /** Orders that would stay below their supplier's minimum; known when whole orders are approved. */
  below?: SupplierTotal[]
  /** Lines that cannot be ordered since nobody supplies them. */
  withoutSupplier: number
}

type Props = { subject: Subject | null; onClose: () => void; decisions: Decisions }

/** "34 lines for $ 12.300,00 become 5 draft orders": exactly how many and how much, before anything happens. */
export function ApproveDialog({ subject, onClose, decisions }: Props) {
  const { t } = useLingui()
  const words = useSumWords()
  const { money } = useFormat()
  if (!subject) return null
  const { lines, sums, orders, below = [], withoutSupplier } = subject
  return (
    <Confirm
      open onOpenChange={(open) => !open && onClose()} action={t`Approve`} onConfirm={() => decisions.approveMany(subject.choice)}
      title={<Plural value={lines} one="Approve # line?" other="Approve # lines?" />}
    >
      <div className="grid gap-3">
        <p className="text-base text-ink"><Trans><strong>{words(sums)}</strong> in <Plural value={orders} one="# purchase order" other="# purchase orders" />, one for each supplier and delivery location.</Trans></p>
        {below.length > 0 && (
          <Note tone="warn">
            <p><Plural value={below.length} one="# order stays below its supplier's minimum:" other="# orders stay below their supplier's minimum:" /></p>
            <ul className="mt-1 list-disc pl-4">
              {below.slice(0, 5).map((total) => (
                <li key={`${total.supplier?.id}:${total.location.id}`}><Trans>{total.supplier?.name}, {total.location.name}: {money(total.missing, total.currency)} short</Trans></li>
              ))}
            </ul>
          </Note>
        )}
        {withoutSupplier > 0 && <Note tone="warn"><Plural value={withoutSupplier} one="# line has no supplier and will not be ordered." other="# lines have no supplier and will not be ordered." /></Note>}
        <p>{t`The orders are drafts: you can still change or cancel them before they are sent.`}</p>
      </div>
    </Confirm>
  )
}

export function RejectSubject({ subject, onClose, decisions }: Props) {
  const reasons = useReasons()
  const words = useSumWords()
  if (!subject) return null
  return (
    <RejectDialog
      open onOpenChange={(open) => !open && onClose()} reasons={reasons} onReject={(reason) => decisions.rejectMany(subject.choice, reason)}
      title={<Plural value={subject.lines} one="Reject # line?" other="Reject # lines?" />}
    >
      <Trans>{words(subject.sums)} will not be ordered. They are not proposed again for some days, unless the need grows.</Trans>
    </RejectDialog>
  )
}

/** What came of it: the orders made, linked, and every line that could not be approved with its reason. */
export function DecisionResults({ decisions, nameOf }: { decisions: Decisions; nameOf: (id: number) => string }) {
  const { t } = useLingui()
  const { money } = useFormat()
  const { approval } = decisions
  if (!approval) return null
  return (
    <BulkResults open onOpenChange={(open) => !open && decisions.closeApproval()} title={approval.orders.length ? t`Orders made` : t`Result`} results={approval.results} nameOf={nameOf}>
      {approval.orders.length > 0 && (
        <ul aria-label={t`Orders made`} className="grid max-h-72 overflow-y-auto rounded-lg border px-3">
          {approval.orders.map((order) => (
            <li key={order.id} className="flex min-h-10 flex-wrap items-center gap-x-3 border-b py-1.5 last:border-b-0">
              <Link to={paths.order(order.id)}>{order.number}</Link>
              <span className="min-w-0 flex-1 truncate text-ink-soft">{order.supplier.name} · {order.location.name}</span>
              <span className="tabular text-xs text-ink-faint"><Plural value={order.lines} one="# line" other="# lines" /></span>
              <span className="tabular font-medium">{money(order.total, order.currency)}</span>
            </li>
          ))}
        </ul>
      )}
    </BulkResults>
  )
}
