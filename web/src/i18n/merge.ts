import type { Messages } from "@lingui/core"

/** One catalogue from the shell's and every feature's. */
export const merge = (parts: Record<string, unknown>): Messages =>
  Object.assign({}, ...Object.values(parts).map((part) => (part as { messages: Messages }).messages)) as Messages
