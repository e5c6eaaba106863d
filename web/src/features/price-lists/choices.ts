/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const audiences = ["base", "channel", "segment", "customer"] as const
export const views = ["rows", "changed", "below_floor", "missing", "versions"] as const
