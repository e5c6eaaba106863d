import type { Draft, Narrowing, Parameter } from "./api"

/** True for a value that may hold for the product or location looked at. */
export const isWithin = (item: Parameter, { product_id, location_id }: Narrowing): boolean =>
  (product_id === undefined || item.product === null || item.product.id === product_id) && (location_id === undefined || item.location === null || item.location.id === location_id)

/** A value as it is sent back to the server. */
export const draftOf = (item: Parameter): Draft => ({
  name: item.name,
  value: item.value,
  ...(item.location && { location_id: item.location.id }),
  ...(item.category_id !== null && { category_id: item.category_id }),
  ...(item.abc_class && { abc_class: item.abc_class }),
  ...(item.product && { product_id: item.product.id }),
})

/** The value already set for exactly this scope, which saving would replace. */
export const twinOf = (items: Parameter[], draft: Partial<Draft>): Parameter | undefined =>
  items.find(
    (item) =>
      item.name === draft.name &&
      (item.location?.id ?? undefined) === draft.location_id &&
      (item.category_id ?? undefined) === draft.category_id &&
      (item.abc_class ?? undefined) === draft.abc_class &&
      (item.product?.id ?? undefined) === draft.product_id,
  )

const order = ["global", "location", "category", "category_location", "abc", "abc_location", "sku", "sku_location"]

/** From the farthest scope to the nearest, which wins. */
export const byNearness = (a: Parameter, b: Parameter): number => order.indexOf(a.scope) - order.indexOf(b.scope)
