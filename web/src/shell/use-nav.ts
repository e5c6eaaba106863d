import { useRouter } from "@tanstack/react-router"
import { useCan } from "@/lib/me"
import { groups, type Entry, type Group } from "./nav"

/** Tells which entries this person can open now. */
export function useIsOpen(): (entry: Entry) => boolean {
  const can = useCan()
  const { routesByPath } = useRouter()
  return (entry) => entry.to in routesByPath && (entry.right === undefined || can(entry.right))
}

export function useGroups(): Group[] {
  const isOpen = useIsOpen()
  return groups.map((group) => ({ ...group, entries: group.entries.filter(isOpen) })).filter((group) => group.entries.length > 0)
}
