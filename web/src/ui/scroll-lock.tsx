import { Slot } from "radix-ui"
import { useEffect, type HTMLAttributes, type ReactNode, type Ref } from "react"

type Props = HTMLAttributes<HTMLElement> & {
  children?: ReactNode
  ref?: Ref<HTMLElement>
  as?: unknown
  enabled?: boolean
  allowPinchZoom?: boolean
  shards?: unknown
}

let locks = 0

/** Keeps the page behind a dialog still with an attribute instead of an injected style element. */
export function RemoveScroll({ children, as: _as, enabled = true, allowPinchZoom: _zoom, shards: _shards, ...rest }: Props) {
  useEffect(() => {
    if (!enabled) return
    locks += 1
    document.documentElement.dataset.scroll = "locked"
    return () => {
      locks -= 1
      if (locks === 0) delete document.documentElement.dataset.scroll
    }
  }, [enabled])
  return <Slot.Root {...rest}>{children}</Slot.Root>
}
