/** What the forecast is told by, and how days are put together. */
export const levels = ["company", "location", "category", "sku"] as const
export const steps = ["day", "week", "month"] as const
export type Level = (typeof levels)[number]
export type Step = (typeof steps)[number]
