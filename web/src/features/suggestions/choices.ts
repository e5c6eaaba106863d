/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const classes = ["A", "B", "C"] as const
export const states = ["open", "approved", "rejected", "superseded"] as const
export const urgencies = ["out", "late", "due", "top_up"] as const
export const variabilities = ["X", "Y", "Z"] as const
