import { useLingui } from "@lingui/react/macro"
import { ChevronRight } from "lucide-react"
import { Card } from "@/ui/page"

/** The rule by which one of several values holds, from the farthest to the nearest. */
export function Ladder() {
  const { t } = useLingui()
  const steps = [t`Built-in value`, t`Company`, t`Records of location and supplier`, t`Location`, t`Category`, t`ABC class`, t`Product`]
  return (
    <Card>
      <p className="text-sm font-medium">{t`The nearest value wins`}</p>
      <ol className="mt-2 flex flex-wrap items-center gap-1 text-sm text-ink-soft">
        {steps.map((step, index) => (
          <li key={step} className="flex items-center gap-1">
            {index > 0 && <ChevronRight size={14} aria-hidden="true" className="text-ink-faint" />}
            <span className={index === steps.length - 1 ? "rounded bg-accent-soft px-2 py-0.5 font-medium text-accent-ink" : "rounded bg-sunken px-2 py-0.5"}>{step}</span>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-xs text-ink-faint">{t`A value for a category, class or product may be given for one location only: there it wins over the same without a location. Each product's page tells which value holds and where it comes from.`}</p>
    </Card>
  )
}
