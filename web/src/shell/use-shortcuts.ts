import { useNavigate } from "@tanstack/react-router"
import { useEffect, useRef } from "react"
import { askShortcuts } from "./shortcuts-state"
import { useGroups } from "./use-nav"

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("[role=dialog]") !== null)

/** Ctrl/Cmd-K, "/", "?" and the two-key jumps ("g s"). */
export function useShortcuts(onSearch: () => void): void {
  const navigate = useNavigate()
  const groups = useGroups()
  const first = useRef<string | null>(null)
  useEffect(() => {
    const jumps = new Map(groups.flatMap((group) => group.entries).map((entry) => [entry.keys, entry.to]))
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault()
        return onSearch()
      }
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      const to = jumps.get(`${first.current} ${event.key}`)
      first.current = event.key === "g" ? "g" : null
      if (to) void navigate({ to: to as never })
      else if (event.key === "?") askShortcuts()
      else if (event.key === "/") document.querySelector<HTMLElement>("[data-search-box]")?.focus()
      else return
      event.preventDefault()
    }
    window.addEventListener("keydown", onKeyDown)
    return () => window.removeEventListener("keydown", onKeyDown)
  }, [groups, navigate, onSearch])
}
