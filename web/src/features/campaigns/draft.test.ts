import { expect, test } from "vitest"
import { bodyOf, emptyDraft, inkOn, leftOut, missingOf, putBack, skusOf, stepOf, withPreset } from "./draft"

const preset = { preset: "black_friday", name: "Black Friday", kind: "percentage", value: "30", badge_text: "BF", badge_color: "#111111", starts_at: "2026-11-27T00:00", ends_at: "2026-11-30T00:00" } as const

test("a preset fills in what is needed but the channel", () => {
  const draft = withPreset(emptyDraft, preset)
  expect(missingOf(draft)).toEqual(["/channels"])
  expect(draft.code).toBe("BLACK-FRIDAY-2026")
})

test("amounts of every channel stand for the campaign's own", () => {
  const channels = [{ configuration_id: 1, value: "5", minimum_price: "" }]
  expect(missingOf({ ...withPreset(emptyDraft, preset), value: "", channels })).toEqual([])
  expect(missingOf({ ...withPreset(emptyDraft, preset), value: "", channels: [...channels, { configuration_id: 2, value: "", minimum_price: "" }] })).toEqual(["/value"])
})

test("only what the chosen scope uses is sent", () => {
  const chosen = [{ id: 7, sku: "A", name: "A" }]
  const typed = { ...emptyDraft, chosen, skus: "B; C\nB", categories: [{ id: 3, name: "C" }] }
  expect(bodyOf({ ...typed, scope: "products" }).products).toMatchObject({ product_ids: [7], skus: ["B", "C"], category_ids: [] })
  expect(bodyOf({ ...typed, scope: "categories" }).products).toMatchObject({ product_ids: [], skus: [], category_ids: [3], narrowing: null })
})

test("pasted SKUs are read once each", () => expect(skusOf(" a\n\nb,c;a\td ")).toEqual(["a", "b", "c", "d"]))
test("a refused field leads to its step", () => expect(["/products/skus/1", "/body/products/narrowing", "/value"].map(stepOf)).toEqual(["products", "products", "details"]))
test("words on a badge can be read", () => expect(["#111111", "#1d4ed8", "#ffd54a"].map(inkOn)).toEqual(["#ffffff", "#ffffff", "#000000"]))

test("many products are left out by their ids, none twice, and come back", () => {
  const refs = Array.from({ length: 205 }, (_, id) => ({ id, sku: `S${id}`, name: `P${id}` }))
  const without = { ...emptyDraft, ...leftOut({ ...emptyDraft, left_out: refs.slice(0, 1) }, refs) }
  expect([without.left_out.length, without.hidden_left_out]).toEqual([200, [200, 201, 202, 203, 204]])
  expect(bodyOf(without).products.left_out_ids).toHaveLength(205)
  const back = putBack(without, refs.slice(1))
  expect([back.left_out.map((one) => one.id), back.hidden_left_out]).toEqual([[0], []])
})
