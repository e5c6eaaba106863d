import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Check, ChevronsUpDown, X } from "lucide-react"
import { Popover } from "radix-ui"
import { useId, useRef, useState, type KeyboardEvent } from "react"
import { cx } from "@/lib/cx"
import { useDebounced } from "@/lib/debounce"

export type Option = { value: string; label: string; detail?: string }

type Props = {
  id?: string
  label: string
  value: string | null
  onChange: (value: string | null, option?: Option) => void
  /** Fixed options, filtered here … */
  options?: Option[]
  /** … or asked from the server while the person types. */
  search?: { key: readonly unknown[]; fetch: (text: string, signal: AbortSignal) => Promise<Option[]> }
  /** Words for a value that is not among the loaded options. */
  selectedLabel?: string
  placeholder?: string
  isClearable?: boolean
  disabled?: boolean
  className?: string
  "aria-invalid"?: boolean
  "aria-describedby"?: string
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

function useOptions({ options, search }: Pick<Props, "options" | "search">, text: string, open: boolean) {
  const asked = useDebounced(text, 180)
  const answer = useQuery({
    queryKey: ["options", ...(search?.key ?? []), asked],
    queryFn: ({ signal }) => search?.fetch(asked, signal) ?? [],
    enabled: open && search !== undefined,
    placeholderData: (before) => before,
  })
  if (search) return { found: answer.data ?? [], isLoading: answer.isFetching }
  const wanted = plain(text)
  return { found: (options ?? []).filter((one) => plain(`${one.label} ${one.detail ?? ""}`).includes(wanted)), isLoading: false }
}

/** Chooses one of many by typing. Arrow keys, Enter and Escape work as in any list. */
export function Combobox(props: Props) {
  const { t } = useLingui()
  const { value, onChange, label, selectedLabel, placeholder, isClearable = true, disabled, className } = props
  const [open, setOpen] = useState(false)
  const chosen = props.options?.find((one) => one.value === value)
  const shown = chosen?.label ?? selectedLabel ?? value
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <div className={cx("relative min-w-0", className)}>
        <Popover.Trigger
          id={props.id} disabled={disabled} aria-label={`${label}: ${shown ?? t`any`}`} aria-invalid={props["aria-invalid"]} aria-describedby={props["aria-describedby"]}
          className={cx("field flex items-center gap-2 text-left", value && isClearable && !disabled && "pr-7! max-sm:pr-11!")}
        >
          <span className={cx("min-w-0 flex-1 truncate", !value && "text-ink-faint")}>{value ? shown : (placeholder ?? label)}</span>
          {!(value && isClearable) && <ChevronsUpDown size={14} aria-hidden="true" className="shrink-0 text-ink-faint" />}
        </Popover.Trigger>
        {value && isClearable && !disabled && (
          <button type="button" aria-label={t`Clear ${label}`} onClick={() => onChange(null)} className="absolute inset-y-0 right-0 grid w-7 place-items-center rounded text-ink-faint hover:text-ink max-sm:w-11">
            <X size={14} />
          </button>
        )}
      </div>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={4} collisionPadding={8} className="pop z-50 w-(--radix-popover-trigger-width) min-w-64 p-1">
          <List {...props} open={open} onDone={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function List(props: Props & { open: boolean; onDone: () => void }) {
  const { t } = useLingui()
  const [text, setText] = useState("")
  const [at, setAt] = useState(0)
  const listId = useId()
  const list = useRef<HTMLUListElement>(null)
  const { found, isLoading } = useOptions(props, text, props.open)
  const pick = (option: Option) => {
    props.onChange(option.value, option)
    props.onDone()
  }
  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to))
    setAt(next)
    list.current?.children[next]?.scrollIntoView({ block: "nearest" })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const option = found[at]
    if (event.key === "ArrowDown") move(at + 1)
    else if (event.key === "ArrowUp") move(at - 1)
    else if (event.key === "Enter" && option) pick(option)
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        role="combobox" aria-expanded="true" aria-controls={listId} aria-activedescendant={found[at] ? `${listId}-${at}` : undefined} aria-label={props.label}
        autoFocus value={text} placeholder={t`Type to search`} className="field mb-1" onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
      />
      <ul ref={list} id={listId} role="listbox" aria-label={props.label} className="max-h-64 overflow-y-auto">
        {found.map((option, index) => (
          <li
            key={option.value} id={`${listId}-${index}`} role="option" aria-selected={option.value === props.value}
            onPointerMove={() => setAt(index)} onClick={() => pick(option)}
            className={cx("flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm max-sm:min-h-11", index === at && "bg-hover")}
          >
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.detail && <span className="truncate text-xs text-ink-faint">{option.detail}</span>}
            {option.value === props.value && <Check size={14} aria-hidden="true" />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p role="status" className="px-2 py-3 text-sm text-ink-faint">{isLoading ? t`Searching…` : t`Nothing found`}</p>}
    </>
  )
}
