import { useSyncExternalStore } from "react"

const query = "(width < 640px)"

function subscribe(listener: () => void) {
  const media = window.matchMedia(query)
  media.addEventListener("change", listener)
  return () => media.removeEventListener("change", listener)
}

/** True under 640 px, where tables become cards. */
export const useIsPhone = () => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
