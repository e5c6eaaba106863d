import { layers, type Body, type Campaign, type Kind, type Layer, type Preset, type Ref, type Scope } from "./api"

export type ChannelDraft = { configuration_id: number; value: string; minimum_price: string }
export type Named = { id: number; name: string }

/** A campaign while it is typed: every number is the text of the API, "" for none. */
export type Draft = {
  name: string; code: string; preset: Preset["preset"] | null; kind: Kind; value: string; channels: ChannelDraft[]
  scope: Scope; chosen: Ref[]; hidden_ids: number[]; skus: string; categories: Named[]; q: string; category: Named | null; brand: string; left_out: Ref[]; hidden_left_out: number[]
  starts_at: string; ends_at: string; badge_text: string; badge_color: string; priority: string; is_on: boolean
  minimum_price: string; minimum_margin_percent: string; protect: Layer[]; expected_units: string; expected: { product_id: number; units: string }[]
}

export const colors = ["#111111", "#1d4ed8", "#15803d", "#c2410c", "#b91c1c", "#7e22ce"] as const
export const steps = ["details", "products", "review"] as const
export type Step = (typeof steps)[number]

export const emptyDraft: Draft = {
  name: "", code: "", preset: null, kind: "percentage", value: "", channels: [],
  scope: "all", chosen: [], hidden_ids: [], skus: "", categories: [], q: "", category: null, brand: "", left_out: [], hidden_left_out: [],
  starts_at: "", ends_at: "", badge_text: "", badge_color: colors[0], priority: "0", is_on: true,
  minimum_price: "", minimum_margin_percent: "", protect: [...layers], expected_units: "", expected: [],
}

/** What a preset fills in; the rest stays as it was typed. */
export const withPreset = (draft: Draft, preset: Preset): Draft => ({
  ...draft, preset: preset.preset, name: preset.name, code: `${preset.preset.replaceAll("_", "-").toUpperCase()}-${preset.starts_at.slice(0, 4)}`,
  kind: preset.kind, value: preset.value, starts_at: preset.starts_at, ends_at: preset.ends_at, badge_text: preset.badge_text, badge_color: preset.badge_color,
})

/** A kept campaign as it is typed; as a copy it gets a new code and period. */
export function draftOf(one: Campaign, isCopy: boolean): Draft {
  const { products } = one
  const known = new Set(products.chosen.map((each) => each.id))
  const leftOut = new Set(products.left_out.map((each) => each.id))
  return {
    name: one.name, code: isCopy ? `${one.code}-2` : one.code, preset: one.preset, kind: one.kind, value: one.value ?? "",
    channels: one.channels.map((each) => ({ configuration_id: each.configuration_id, value: each.own_value ?? "", minimum_price: each.own_minimum_price ?? "" })),
    scope: products.scope, chosen: products.chosen, hidden_ids: products.chosen_ids.filter((id) => !known.has(id)), skus: "", categories: products.categories,
    q: products.narrowing?.q ?? "", category: products.narrowing?.category_id ? { id: products.narrowing.category_id, name: "" } : null, brand: products.narrowing?.brand ?? "",
    left_out: products.left_out, hidden_left_out: products.left_out_ids.filter((id) => !leftOut.has(id)),
    starts_at: isCopy ? "" : one.starts_local, ends_at: isCopy ? "" : one.ends_local, badge_text: one.badge_text, badge_color: one.badge_color, priority: String(one.priority),
    is_on: isCopy || one.is_on, minimum_price: one.minimum_price ?? "", minimum_margin_percent: one.minimum_margin_percent ?? "",
    protect: one.protection.filter((each) => each.is_on).map((each) => each.layer), expected_units: one.expected_units ?? "", expected: one.expected,
  }
}

const orNull = (text: string) => (text === "" ? null : text)

/** The SKUs of a pasted text: one in each line, or apart by commas or semicolons. */
export const skusOf = (text: string) => [...new Set(text.split(/[\n,;\t]/).map((each) => each.trim()).filter(Boolean))]

/** The campaign as the API takes it. */
export const bodyOf = (draft: Draft): Body => ({
  name: draft.name, code: draft.code, preset: draft.preset, kind: draft.kind, value: orNull(draft.value),
  channels: draft.channels.map((each) => ({ configuration_id: each.configuration_id, value: orNull(each.value), minimum_price: orNull(each.minimum_price) })),
  products: {
    scope: draft.scope, product_ids: draft.scope === "products" ? [...draft.chosen.map((each) => each.id), ...draft.hidden_ids] : [], skus: draft.scope === "products" ? skusOf(draft.skus) : [],
    category_ids: draft.scope === "categories" ? draft.categories.map((each) => each.id) : [],
    narrowing: draft.scope === "filter" ? { q: orNull(draft.q), category_id: draft.category?.id ?? null, brand: orNull(draft.brand) } : null,
    left_out_ids: [...draft.left_out.map((each) => each.id), ...draft.hidden_left_out],
  },
  starts_at: draft.starts_at, ends_at: draft.ends_at, badge_text: draft.badge_text, badge_color: draft.badge_color, priority: Number(draft.priority) || 0, is_on: draft.is_on,
  minimum_price: orNull(draft.minimum_price), minimum_margin_percent: orNull(draft.minimum_margin_percent), protect: draft.protect,
  expected_units: orNull(draft.expected_units), expected: draft.expected,
})

const SHOWN = 200

/** The draft without some more products; many are kept by their ids alone. */
export function leftOut(draft: Draft, refs: Ref[]): Pick<Draft, "left_out" | "hidden_left_out"> {
  const known = new Set([...draft.left_out.map((one) => one.id), ...draft.hidden_left_out])
  const all = [...draft.left_out, ...refs.filter((one) => !known.has(one.id))]
  return { left_out: all.slice(0, SHOWN), hidden_left_out: [...draft.hidden_left_out, ...all.slice(SHOWN).map((one) => one.id)] }
}

/** The draft with products that had been left out. */
export function putBack(draft: Draft, refs: Ref[]): Pick<Draft, "left_out" | "hidden_left_out"> {
  const back = new Set(refs.map((one) => one.id))
  return { left_out: draft.left_out.filter((one) => !back.has(one.id)), hidden_left_out: draft.hidden_left_out.filter((id) => !back.has(id)) }
}

/** The fields of the first step that are still empty. */
export const missingOf = (draft: Draft): string[] => {
  const needed = { "/name": draft.name.trim(), "/code": draft.code.trim(), "/starts_at": draft.starts_at, "/ends_at": draft.ends_at, "/channels": draft.channels.length ? "x" : "" }
  const hasValue = draft.value !== "" || (draft.channels.length > 0 && draft.channels.every((each) => each.value !== ""))
  return [...Object.entries(needed).filter(([, value]) => !value).map(([name]) => name), ...(hasValue ? [] : ["/value"])]
}

/** The step that a refused field is typed in. */
export const stepOf = (pointer: string): Step => (pointer.replace("/body", "").startsWith("/products") ? "products" : "details")

/** Black or white, whichever reads better on a colour. */
export function inkOn(color: string): "#ffffff" | "#000000" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff"
}
