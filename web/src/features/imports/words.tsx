import { useLingui } from "@lingui/react/macro"
import { Status, type Tone } from "@/ui/badge"
import type { EntityName, State } from "./api"
import type { OptionName, Step } from "./steps"

const tones: Record<State, Tone> = { uploaded: "neutral", mapped: "neutral", checked: "info", loading: "accent", loaded: "good", failed: "bad", cancelled: "neutral", undone: "warn" }

export function useStateWords(): Record<State, string> {
  const { t } = useLingui()
  return {
    uploaded: t({ message: "Uploaded", context: "import" }), mapped: t({ message: "To check", context: "import" }), checked: t({ message: "Checked", context: "import" }),
    loading: t({ message: "Loading", context: "import" }), loaded: t({ message: "Loaded", context: "import" }), failed: t({ message: "Failed", context: "import" }),
    cancelled: t({ message: "Cancelled", context: "import" }), undone: t({ message: "Undone", context: "import" }),
  }
}

export function RunStatus({ state }: { state: State }) {
  const words = useStateWords()
  return <Status tone={tones[state]}>{words[state]}</Status>
}

/** Each kind of file: its name and what its rows say. */
export function useEntityWords(): Record<EntityName, { name: string; does: string }> {
  const { t } = useLingui()
  return {
    products: { name: t`Products`, does: t`What you buy and sell: code, name, category, cost, price, supplier` },
    locations: { name: t`Locations`, does: t`Stores and distribution centres` },
    suppliers: { name: t`Suppliers`, does: t`Whom you buy from: lead time, minimum order` },
    stock: { name: t`Stock`, does: t`How much there is of each product at each location` },
    customers: { name: t`Customers`, does: t`Whom you sell to` },
    sales: { name: t`Sales`, does: t`Invoice lines: date, product, quantity, price` },
    prices: { name: t`List prices`, does: t`What each price list asks for each product, with volume breaks` },
    competitor_prices: { name: t`Competitors' prices`, does: t`What competitors ask for each product, on which day and where it was seen` },
    costs: { name: t`Costs`, does: t`What each product costs, part by part, from a day on` },
    supplies: { name: t`Supplier terms`, does: t`Each product as each supplier sells it: cost, lead time, pack, price breaks` },
    parameters: { name: t`Parameters`, does: t`Service levels and other assumptions of the plan` },
    events: { name: t`Events`, does: t`Promotions, holidays, seasons and closures ahead and past` },
    product_links: { name: t`Successors`, does: t`Products that replace others and inherit their demand` },
  }
}

export function useStepWords(): Record<Step, string> {
  const { t } = useLingui()
  return { file: t({ message: "File", context: "step" }), detected: t({ message: "Reading", context: "step" }), mapping: t({ message: "Columns", context: "step" }), check: t({ message: "Dry run", context: "step" }), load: t({ message: "Load", context: "step" }) }
}

export function useOptionWords(): Record<OptionName, string> {
  const { t } = useLingui()
  return {
    format: t`Format`, sheet: t`Sheet`, encoding: t`Encoding`, delimiter: t`Delimiter`, quote: t`Quotation mark`,
    header_row: t`Row with the titles`, decimal_mark: t`Decimal mark`, date_order: t`Order of dates`,
  }
}

/** What to look at twice before trusting what was found. */
export function useNoteWords(): (note: string) => string {
  const { t } = useLingui()
  const words: Record<string, string> = {
    dates_ambiguous: t`The dates could be day/month or month/day: confirm their order.`,
    dates_mixed: t`Dates are written in more than one way: rows that do not fit will be reported.`,
    decimals_ambiguous: t`It is not certain which mark separates the decimals: confirm it.`,
    decimals_mixed: t`Numbers are written in more than one way: rows that do not fit will be reported.`,
    no_header: t`No row with titles was found: the columns are numbered.`,
    bad_characters: t`Some characters could not be read: try another encoding.`,
    several_sheets: t`The workbook has several sheets: confirm which one is to be read.`,
  }
  return (note) => words[note] ?? note
}
