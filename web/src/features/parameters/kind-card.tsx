import { useLingui } from "@lingui/react/macro"
import { Pencil, Plus, Trash2 } from "lucide-react"
import { useParameterValue } from "@/lib/parameters"
import { paths } from "@/lib/paths"
import { Badge } from "@/ui/badge"
import { Button, IconButton } from "@/ui/button"
import { Link } from "@/ui/link"
import type { Kind, Parameter } from "./api"
import { byNearness } from "./scope"

type Props = {
  kind: Kind
  items: Parameter[]
  /** Sets a value: an existing one, or a new one. */
  onSet?: (parameter?: Parameter) => void
  onRemove?: (parameter: Parameter) => void
}

/** One parameter: what it means, its built-in value, and every value set, the nearest last. */
export function KindCard({ kind, items, onSet, onRemove }: Props) {
  const { t } = useLingui()
  const write = useParameterValue()
  const [title, ...rest] = kind.label.split(":")
  return (
    <section className="card grid min-w-0 grid-cols-1 content-start gap-2 p-4">
      <header className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-sm font-semibold">{title}</h2>
          {rest.length > 0 && <p className="text-sm text-ink-soft">{rest.join(":").trim()}</p>}
        </div>
        {onSet && <Button size="sm" icon={<Plus size={13} />} onClick={() => onSet()} aria-label={t`Set a value of ${title ?? kind.name}`}>{t`Set`}</Button>}
      </header>
      <ul className="grid min-w-0 grid-cols-1 text-sm">
        <li className="flex items-center gap-3 py-1.5 text-ink-faint">
          <span className="flex-1 whitespace-nowrap">{t`Built-in value`}</span>
          <span className="tabular text-right">{kind.default === null ? t`derived` : write(kind, kind.default)}</span>
        </li>
        {[...items].sort(byNearness).map((item) => (
          <li key={item.id} className="flex min-h-9 min-w-0 items-center gap-3 border-t py-1 max-sm:gap-1">
            <Scope item={item} />
            <span className="tabular text-right text-base font-semibold">{write(kind, item.value)}</span>
            {onSet && <IconButton size="sm" label={t`Change this value`} onClick={() => onSet(item)}><Pencil size={14} /></IconButton>}
            {onRemove && <IconButton size="sm" label={t`Remove this value`} onClick={() => onRemove(item)}><Trash2 size={14} /></IconButton>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Scope({ item }: { item: Parameter }) {
  const { t } = useLingui()
  const near = item.product ? <Link to={paths.product(item.product.id)}>{item.product.sku}</Link> : item.abc_class ? t`Class ${item.abc_class}` : item.category
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
      {near && <span className="min-w-0">{near}{item.product && <span className="text-ink-soft"> {item.product.name}</span>}</span>}
      {item.location ? <Badge tone="info">{item.location.name}</Badge> : !near && <Badge>{t`Company`}</Badge>}
    </span>
  )
}
