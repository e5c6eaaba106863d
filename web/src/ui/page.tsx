import type { ReactNode } from "react"
import { cx } from "@/lib/cx"

type Props = {
  title: ReactNode
  /** What the browser's tab says where the title is more than words. */
  name?: string
  description?: ReactNode
  actions?: ReactNode
  above?: ReactNode
  children: ReactNode
  isFull?: boolean
}

/**
 * One page: title, what it is for, actions at the right. `isFull` gives the height of the window to the
 * content (a table that scrolls by itself).
 */
export function Page({ title, name = typeof title === "string" ? title : undefined, description, actions, above, children, isFull }: Props) {
  return (
    <div className={cx("flex min-w-0 flex-col gap-4 p-6 max-sm:gap-3 max-sm:p-4", isFull ? "sm:h-full" : "mx-auto w-full max-w-[96rem]")}>
      {name && <title>{`${name} · Fluxion`}</title>}
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          {above && <div className="mb-1 text-sm text-ink-faint">{above}</div>}
          <h1 className="text-xl leading-7 font-semibold tracking-tight">{title}</h1>
          {description && <p className="mt-0.5 text-sm text-ink-soft">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2" data-print="no">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

type CardProps = {
  title?: ReactNode
  /** A sentence under the title. */
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string
  /** A small "i" beside the title. */
  help?: ReactNode
}

/** A titled box on a page. */
export function Card({ title, description, actions, children, className, help }: CardProps) {
  return (
    <section className={cx("card min-w-0", className)}>
      {title && (
        <header className="flex min-h-11 flex-wrap items-center gap-2 border-b px-4 py-1.5">
          <h2 className="text-sm font-semibold">{title}</h2>
          {help}
          <div className="ml-auto flex items-center gap-2">{actions}</div>
          {description && <div className="-mt-1 basis-full pb-1"><p className="max-w-prose text-sm text-ink-soft">{description}</p></div>}
        </header>
      )}
      <div className="p-4">{children}</div>
    </section>
  )
}

/** Names and values of a record, two columns where there is room. */
export function Facts({ items, columns = 2 }: { items: [ReactNode, ReactNode][]; columns?: 1 | 2 | 3 }) {
  const grid = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" }[columns]
  return (
    <dl className={cx("grid gap-x-8", grid)}>
      {items.map(([name, value], index) => (
        <div key={index} className="flex min-w-0 items-baseline justify-between gap-4 border-b py-1.5 last:border-b-0">
          <dt className="min-w-0 text-sm text-ink-soft">{name}</dt>
          <dd className="tabular max-w-[65%] shrink-0 text-right text-sm font-medium wrap-break-word">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const notes = { info: "bg-info-soft text-info", warn: "bg-warn-soft text-warn", bad: "bg-bad-soft text-bad", good: "bg-good-soft text-good" }

/** A notice inside a page. */
export function Note({ tone = "info", children }: { tone?: keyof typeof notes; children: ReactNode }) {
  return <div role={tone === "bad" ? "alert" : undefined} className={cx("rounded-md px-3 py-2 text-sm", notes[tone])}>{children}</div>
}
