import type { EntityName, Options, Run, State } from "./api"

export const stepNames = ["file", "detected", "mapping", "check", "load"] as const
export type Step = (typeof stepNames)[number]

const stepOfState: Record<State, Step> = {
  uploaded: "detected", mapped: "mapping", checked: "check", loading: "load", loaded: "load", failed: "load", cancelled: "load", undone: "load",
}

/** Where a run stands; a job under way decides before the state, which only its end changes. */
export function stepOf(run: Run, isWorking: boolean): Step {
  if (isWorking && (run.state === "uploaded" || run.state === "mapped")) return "check"
  return stepOfState[run.state]
}

/** Whether the file may still be read otherwise or mapped otherwise. */
export const isOpen = (run: Run) => run.state === "uploaded" || run.state === "mapped" || run.state === "checked"

/** Steps a person may go to: back as far as the run allows, forward no further than it has come. */
export function canVisit(run: Run, step: Step, isWorking: boolean): boolean {
  if (step === "file") return false
  if (step === "load") return stepOf(run, isWorking) === "load"
  if (!isOpen(run) || isWorking) return step === stepOf(run, isWorking)
  return step !== "check" || run.missing.length === 0
}

/** From what the others follow to what follows from them. */
const order = ["format", "sheet", "encoding", "delimiter", "quote", "header_row", "decimal_mark", "date_order"] as const
export type OptionName = (typeof order)[number]

/** The options to send when one is changed: those it rests on stay fixed, those that follow from it are detected again. */
export function withOption(options: Readonly<Record<string, unknown>>, name: OptionName, value: string | number): Options {
  const isLast = name === "decimal_mark" || name === "date_order"
  const kept = isLast ? order : order.slice(0, order.indexOf(name))
  const fixed = Object.fromEntries(kept.filter((one) => options[one] !== null && options[one] !== undefined).map((one) => [one, options[one]]))
  return { ...fixed, [name]: value } as Options
}

/** True when the mapping came from an earlier file with the same columns and not from their names. */
export const isRemembered = (run: Run) =>
  run.state === "uploaded" &&
  (Object.keys(run.mapping).some((field) => run.scores[field] === undefined) || Object.keys(run.constants).length + run.skip_when.length + run.keep_when.length + run.negative_when.length > 0)

/** What is best brought after each kind of file; null when all is there to plan. */
export const nextEntity: Record<EntityName, EntityName | null> = {
  locations: "suppliers", suppliers: "products", products: "stock", stock: "sales", sales: null, customers: "sales", supplies: null, parameters: null, events: null, product_links: null, prices: null, competitor_prices: null, costs: null,
}

export const advisedOrder: EntityName[] = ["locations", "suppliers", "products", "stock", "sales", "customers", "supplies", "parameters", "events", "product_links", "prices", "competitor_prices", "costs"]

/** Columns that more than one field takes, so that one of them is surely wrong. */
export function sharedColumns(mapping: Record<string, string>): Set<string> {
  const seen = new Set<string>()
  return new Set(Object.values(mapping).filter((column) => seen.size === seen.add(column).size))
}
