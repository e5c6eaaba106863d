/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const states = ["active", "scheduled", "finished", "inactive"] as const
