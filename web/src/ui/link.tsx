import { Link as RouterLink } from "@tanstack/react-router"
import type { ComponentProps } from "react"
import { cx } from "@/lib/cx"

type Props = Omit<ComponentProps<"a">, "href"> & { to: string; search?: Record<string, unknown>; isPlain?: boolean }

/** A link to a path of lib/paths.ts; plain text look with `isPlain`. */
export function Link({ to, search, isPlain, className, ...rest }: Props) {
  return <RouterLink to={to as never} search={search as never} className={cx(!isPlain && "font-medium text-accent-ink underline-offset-2 hover:underline", className)} {...(rest as object)} />
}
