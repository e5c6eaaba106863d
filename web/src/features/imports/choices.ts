/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const entityNames = ["products", "locations", "suppliers", "stock", "customers", "sales", "supplies", "parameters", "events", "product_links", "prices", "competitor_prices", "costs"] as const
export const stateNames = ["uploaded", "mapped", "checked", "loading", "loaded", "failed", "cancelled", "undone"] as const
