import type { ParameterInForce } from "@/lib/plan"
import type { Draft, Kind, Parameter, Place } from "./api"
import { byNearness } from "./scope"

export const levels = ["default", "global", "records", "location", "category", "abc", "sku"] as const
export type Level = (typeof levels)[number]

/** What one level says about one parameter. `scope` is where it would be set; none for what is kept elsewhere. */
export type Rung = { level: Level; value: number | null; wins: boolean; detail?: string; item?: Parameter; scope?: Partial<Draft> }

const nearOf = (scope: string): Level => (scope === "global" || scope === "location" ? scope : ((scope.replace("_location", "").replace("_xyz", "") as Level) ?? "global"))

/** True for a value that holds for this product at this location unless a nearer one does. */
export function holdsAt(item: Parameter, { product, location, series }: Place): boolean {
  if (item.location && item.location.id !== location.id) return false
  if (item.product) return item.product.id === product.id
  if (item.abc_class) return series !== null && (item.abc_class === series.abc || item.abc_class === `${series.abc}${series.xyz}`)
  return item.category_id === null || item.category_id === product.category_id
}

/** Each level's value of a parameter for one product at one location, and which of them wins. */
export function laddersOf(kind: Kind, items: Parameter[], place: Place, inForce: ParameterInForce[]): Rung[] {
  const mine = items.filter((item) => item.name === kind.name && holdsAt(item, place)).sort(byNearness)
  const told = inForce.find((one) => one.name === kind.name)
  const isRecord = told !== undefined && !["default", "global"].includes(told.source) && !mine.some((item) => item.scope === told.source)
  const ofRecord = isRecord ? told.value : null
  const nearest = mine.at(-1)
  const winner: Level = nearest && nearest.scope !== "global" ? nearOf(nearest.scope) : ofRecord !== null ? "records" : nearest ? "global" : "default"
  const at = place.location.id
  const scopes: Record<Level, Partial<Draft> | undefined> = {
    default: undefined, global: {}, records: undefined, location: { location_id: at },
    category: place.product.category_id === null ? undefined : { category_id: place.product.category_id },
    abc: place.series ? { abc_class: place.series.abc } : undefined, sku: { product_id: place.product.id, location_id: at },
  }
  return levels.map((level) => {
    const item = mine.filter((one) => nearOf(one.scope) === level).at(-1)
    const value = level === "default" ? kind.default : level === "records" ? ofRecord : (item?.value ?? null)
    const isOpen = level === "global" || !kind.company_only
    const detail = level === "records" && ofRecord !== null ? told?.source_text : item?.location && level !== "location" ? item.location.name : undefined
    return { level, value, wins: level === winner && value !== null, detail, item, scope: isOpen ? scopes[level] : undefined }
  })
}
