import type { InfiniteData, QueryClient } from "@tanstack/react-query"
import type { Page } from "@/api/types"

/** Puts the server's newest answer for one row into every loaded list of a path, without asking again. */
export function replaceRow<T extends { id: number }>(client: QueryClient, path: string, row: T): void {
  client.setQueriesData<InfiniteData<Page<T>>>({ queryKey: ["list", path] }, (old) =>
    old && { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === row.id ? row : one)) })) },
  )
}
