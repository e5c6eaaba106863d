/** What the address of the page may say; apart from its questions, so that the shell does not carry those. */
export const kinds = ["promotion", "holiday", "season", "closure", "other"] as const
export const views = ["month", "year", "list"] as const
