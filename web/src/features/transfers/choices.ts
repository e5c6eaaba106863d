/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const documentStates = ["draft", "approved", "shipped", "received", "cancelled"] as const
export const kinds = ["supply", "balance"] as const
export const states = ["open", "approved", "rejected", "superseded"] as const
