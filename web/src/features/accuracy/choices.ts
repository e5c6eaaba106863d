/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const classes = ["A", "B", "C"] as const
export const groups = ["location", "category", "abc"] as const
export const measures = ["wape", "bias", "rmsse"] as const
export const spans = ["7", "14", "21", "28"] as const
