import { Plural, useLingui } from "@lingui/react/macro"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { Progress } from "@/ui/progress"
import { classes, variabilities, type Abc, type Cell, type Xyz } from "./api"
import { useAbcWords, useXyzWords } from "./meaning"

type Props = { cells: Cell[]; currency: string; chosen?: string; onPick: (cell: { abc: Abc; xyz: Xyz } | null) => void }

/** Nine cells: how many products, what part of the sales and how much stock; a click narrows the list below. */
export function Matrix({ cells, currency, chosen, onPick }: Props) {
  const { t } = useLingui()
  const abcWords = useAbcWords()
  const xyzWords = useXyzWords()
  return (
    <div className="card overflow-x-auto p-3">
      <table className="h-full w-full min-w-[19rem] table-fixed border-separate border-spacing-1.5">
        <caption className="sr-only">{t`Products by value sold and regularity`}</caption>
        <thead>
          <tr>
            <td className="w-8 sm:w-28" />
            {variabilities.map((xyz) => <th key={xyz} scope="col" className="px-1 text-left align-bottom text-xs font-normal text-ink-soft"><span className="text-sm font-semibold text-ink">{xyz}</span> <span className="max-sm:sr-only">{xyzWords[xyz].short}</span></th>)}
          </tr>
        </thead>
        <tbody>
          {classes.map((abc) => (
            <tr key={abc}>
              <th scope="row" className="text-left text-xs font-normal text-ink-soft"><span className="text-sm font-semibold text-ink">{abc}</span> <span className="block max-sm:sr-only">{abcWords[abc].short}</span></th>
              {variabilities.map((xyz) => (
                <td key={xyz} className="h-px p-0 align-top">
                  <One cell={cells.find((cell) => cell.abc === abc && cell.xyz === xyz)} abc={abc} xyz={xyz} currency={currency} isChosen={chosen === abc + xyz} onPick={onPick} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function One({ cell, abc, xyz, currency, isChosen, onPick }: { cell?: Cell; abc: Abc; xyz: Xyz; currency: string; isChosen: boolean; onPick: Props["onPick"] }) {
  const { t } = useLingui()
  const { money, shortMoney, percent } = useFormat()
  const share = cell?.value_share ?? 0
  return (
    <button
      type="button" aria-pressed={isChosen} disabled={!cell || cell.skus === 0} onClick={() => onPick(isChosen ? null : { abc, xyz })}
      className={cx("grid h-full w-full content-start gap-1 rounded-lg border p-2 text-left hover:bg-hover disabled:opacity-50 sm:p-3", isChosen ? "border-accent bg-accent-soft" : "bg-surface")}
    >
      <span className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span className="tabular text-base font-semibold sm:text-lg">{percent(share)}</span>
        <span className="tabular text-xs text-ink-soft"><Plural value={cell?.skus ?? 0} one="# product" other="# products" /></span>
      </span>
      <Progress value={share} label={t`${abc}${xyz}: share of the value sold`} />
      {cell?.stock_value != null && <span className="tabular truncate text-xs text-ink-faint"><span className="max-sm:sr-only">{t`Stock ${money(cell.stock_value, currency)}`}</span><span aria-hidden="true" className="sm:hidden">{shortMoney(cell.stock_value)}</span></span>}
    </button>
  )
}
