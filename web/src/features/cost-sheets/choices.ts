/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const strategies = ["neutral", "aggressive", "premium"] as const
