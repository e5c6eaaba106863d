import { i18n } from "@lingui/core"
import { msg } from "@lingui/core/macro"
import { ApiProblem } from "@/api/problem"

/** A title and a detail a person can act on, from anything thrown. */
export function problemWords(error: unknown): { title: string; detail?: string } {
  if (!(error instanceof ApiProblem)) return { title: i18n._(msg`Something went wrong in this page`), detail: error instanceof Error ? error.message : undefined }
  const reference = error.requestId ? i18n._(msg`Reference: ${error.requestId}`) : undefined
  // A refusal with a code of its own says in words what to do; only the general ones are told here.
  const code = { forbidden: 403, rate_exceeded: 429 }[error.code]
  switch (error.status === 403 || error.status === 429 ? code : error.status) {
    case 0:
      return { title: i18n._(msg`No connection`), detail: i18n._(msg`What you did was not saved. Try again when the connection is back.`) }
    case 403:
      return { title: i18n._(msg`You do not have permission for this`), detail: reference }
    case 412:
      return { title: i18n._(msg`Somebody else changed this record`), detail: i18n._(msg`The latest version was loaded. Look at it and try again.`) }
    case 429:
      return { title: i18n._(msg`Too many requests`), detail: i18n._(msg`Wait a moment and try again.`) }
    default:
      return { title: error.message, detail: [...error.errors.map((one) => one.message), reference].filter(Boolean).join(" · ") || undefined }
  }
}
