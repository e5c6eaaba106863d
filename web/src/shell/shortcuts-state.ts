import { useSyncExternalStore } from "react"

let isOpen = false
const listeners = new Set<() => void>()

function set(open: boolean) {
  isOpen = open
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const askShortcuts = () => set(true)
export const closeShortcuts = () => set(false)
export const useShortcutsOpen = () => useSyncExternalStore(subscribe, () => isOpen)
