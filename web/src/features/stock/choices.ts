/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const kinds = ["count", "adjustment", "receipt", "transfer_out", "transfer_in"] as const
export const states = ["out", "low", "ok", "over"] as const
export const views = ["place", "total", "movements"] as const
