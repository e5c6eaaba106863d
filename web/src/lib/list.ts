import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { get, type Query } from "@/api/http"
import type { Page } from "@/api/types"

/** A cursor-paged list of the API in the shape that DataTable takes: `<DataTable {...useList<Product>("/products", filters)} …/>`. */
export function useList<T>(path: string, filters: Query = {}, options: { limit?: number; enabled?: boolean; refetchInterval?: number } = {}) {
  const { limit = 100, enabled = true, refetchInterval } = options
  const query = useInfiniteQuery({
    queryKey: ["list", path, filters, limit],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(path, { ...filters, limit, cursor: pageParam, count: pageParam === null }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor ?? null,
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return {
    rows,
    total: query.data?.pages[0]?.total ?? null,
    isLoading: query.isPending && enabled,
    isStale: query.isPlaceholderData,
    isFetchingMore: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    onMore: () => void query.fetchNextPage(),
    error: query.error,
    onRetry: () => void query.refetch(),
  }
}

/** Marks every list of a path as out of date: `await listChanged(queryClient, "/products")`. */
export const listKey = (path: string) => ["list", path] as const
