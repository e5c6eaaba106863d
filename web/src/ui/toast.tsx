import { useLingui } from "@lingui/react/macro"
import { CircleAlert, CircleCheck, X } from "lucide-react"
import { Toast as Radix } from "radix-ui"
import { useSyncExternalStore } from "react"
import { problemWords } from "@/lib/problem-words"
import { IconButton } from "./button"

type Notice = { id: number; tone: "good" | "bad"; title: string; detail?: string; undo?: () => void }

let notices: Notice[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: Notice[]) {
  notices = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const add = (notice: Omit<Notice, "id">) => change([...notices.slice(-3), { ...notice, id: ++lastId }])

/** Says that something is done; with `undo`, offers to take it back. */
export const done = (title: string, options: { detail?: string; undo?: () => void } = {}) => add({ tone: "good", title, ...options })

/** Says what went wrong, in the server's words and with its request id. */
export function failed(error: unknown): void {
  add({ tone: "bad", ...problemWords(error) })
}

function Toast({ notice }: { notice: Notice }) {
  const { t } = useLingui()
  const close = () => change(notices.filter((one) => one.id !== notice.id))
  const Icon = notice.tone === "good" ? CircleCheck : CircleAlert
  return (
    <Radix.Root
      duration={notice.tone === "bad" || notice.undo ? 10_000 : 4000}
      onOpenChange={(open) => !open && close()}
      className="pop rise-in flex items-start gap-2.5 p-3"
    >
      <Icon size={18} aria-hidden="true" className={notice.tone === "good" ? "mt-0.5 text-good" : "mt-0.5 text-bad"} />
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-sm font-medium">{notice.title}</Radix.Title>
        {notice.detail && <Radix.Description className="text-xs break-words text-ink-soft">{notice.detail}</Radix.Description>}
      </div>
      {notice.undo && (
        <Radix.Action altText={t`Undo`} asChild>
          <button type="button" onClick={notice.undo} className="min-h-7 rounded px-2 text-sm font-medium text-accent-ink hover:bg-accent-soft max-sm:min-h-11">{t`Undo`}</button>
        </Radix.Action>
      )}
      <Radix.Close asChild><IconButton label={t`Close`} size="sm"><X size={14} /></IconButton></Radix.Close>
    </Radix.Root>
  )
}

/** Where toasts appear; mounted once by the app. */
export function Toaster() {
  const { t } = useLingui()
  const shown = useSyncExternalStore(subscribe, () => notices)
  return (
    <Radix.Provider label={t`Notice`} swipeDirection="left">
      {shown.map((notice) => <Toast key={notice.id} notice={notice} />)}
      <Radix.Viewport label={t`Notices`} className="fixed bottom-4 left-4 z-[60] grid w-[min(24rem,calc(100vw-2rem))] gap-2 outline-none max-sm:bottom-20" />
    </Radix.Provider>
  )
}
