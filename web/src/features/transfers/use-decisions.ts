import { plural } from "@lingui/core/macro"
import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { listKey } from "@/lib/list"
import { replaceRow } from "@/lib/list-cache"
import { done, failed } from "@/ui/toast"
import { approve, documents, path, reject, reopen, setQuantity, type Approval, type Choice, type TransferSuggestion } from "./api"

const undoable = 50

/** What a person does with suggested transfers; the lists follow. */
export function useDecisions() {
  const { t } = useLingui()
  const { qty } = useFormat()
  const client = useQueryClient()
  const [said, setSaid] = useState("")
  const [approval, setApproval] = useState<Approval | null>(null)
  const loadAgain = () => Promise.all([path, documents].map((list) => client.invalidateQueries({ queryKey: listKey(list) })))

  const save = async (row: TransferSuggestion, quantity: string) => {
    try {
      replaceRow(client, path, await setQuantity(row, quantity))
      setSaid(t`Saved: ${qty(quantity)} of ${row.product.sku}`)
    } catch (error) {
      void loadAgain()
      throw error
    }
  }
  const approveThese = async (choice: Choice) => {
    try {
      setApproval(await approve(choice))
    } catch (error) {
      failed(error)
    } finally {
      await loadAgain()
    }
  }
  const reopenThese = async (ids: number[]) => {
    try {
      for (const id of ids) await reopen(id)
      setSaid(t`${plural(ids.length, { one: "# line reopened", other: "# lines reopened" })}`)
    } catch (error) {
      failed(error)
    } finally {
      await loadAgain()
    }
  }
  const rejectThese = async (choice: Choice, reason: string) => {
    const { results } = await reject(choice, reason)
    const rejected = results.filter((one) => one.ok).map((one) => one.id)
    if (results.length > rejected.length) setApproval({ transfers: [], results })
    await loadAgain()
    const canUndo = rejected.length > 0 && rejected.length <= undoable
    done(t`${plural(rejected.length, { one: "# line rejected", other: "# lines rejected" })}`, { detail: reason, undo: canUndo ? () => void reopenThese(rejected) : undefined })
  }
  return { said, approval, close: () => setApproval(null), save, approve: approveThese, reject: rejectThese, reopen: reopenThese }
}
