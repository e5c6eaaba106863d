/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const classes = ["A", "B", "C"] as const
export const variabilities = ["X", "Y", "Z"] as const
