import { plural } from "@lingui/core/macro"
import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { listKey } from "@/lib/list"
import { replaceRow } from "@/lib/list-cache"
import { done, failed } from "@/ui/toast"
import { approve, path, reject, reopen, setQuantity, type Approval, type Choice, type Suggestion } from "./api"

const undoable = 50

/** What a buyer does with suggestions; every list and total follows, and what happened is said aloud. */
export function useDecisions() {
  const { t } = useLingui()
  const { qty } = useFormat()
  const client = useQueryClient()
  const [said, setSaid] = useState("")
  const [approval, setApproval] = useState<Approval | null>(null)

  const countAgain = () => client.invalidateQueries({ queryKey: ["totals", path] })
  const loadAgain = () => Promise.all([countAgain(), client.invalidateQueries({ queryKey: listKey(path) }), client.invalidateQueries({ queryKey: ["planning", "why"] })])

  const save = async (row: Suggestion, quantity: string) => {
    try {
      replaceRow(client, path, await setQuantity(row, quantity))
      setSaid(t`Saved: ${qty(quantity)} of ${row.product.sku}`)
      void countAgain()
    } catch (error) {
      void loadAgain()
      throw error
    }
  }
  const approveOne = async (row: Suggestion) => {
    const made = await approve({ ids: [row.id] })
    const order = made.orders[0]
    await settle(made)
    const refusal = made.results.find((one) => !one.ok)
    if (refusal) setApproval(made)
    else done(t`Approved: ${row.product.name}`, { detail: order && t`It is on the draft order ${order.number}.` })
  }
  const settle = async (made: Approval) => {
    await Promise.all([loadAgain(), client.invalidateQueries({ queryKey: listKey("/purchase-orders") })])
    setSaid(t`${plural(made.results.filter((one) => one.ok).length, { one: "# line approved", other: "# lines approved" })}`)
  }
  const approveMany = async (choice: Choice) => {
    const made = await approve(choice)
    setApproval(made)
    await settle(made)
  }
  const reopenAll = async (ids: number[]) => {
    try {
      for (const id of ids) await reopen(id)
      setSaid(t`${plural(ids.length, { one: "# line reopened", other: "# lines reopened" })}`)
    } catch (error) {
      failed(error)
    } finally {
      await loadAgain()
    }
  }
  const rejectMany = async (choice: Choice, reason: string) => {
    const { results } = await reject(choice, reason)
    const rejected = results.filter((one) => one.ok).map((one) => one.id)
    if (results.length > rejected.length) setApproval({ orders: [], results })
    await loadAgain()
    const canUndo = rejected.length > 0 && rejected.length <= undoable
    done(t`${plural(rejected.length, { one: "# line rejected", other: "# lines rejected" })}`, { detail: reason, undo: canUndo ? () => void reopenAll(rejected) : undefined })
  }
  return { said, approval, closeApproval: () => setApproval(null), save, approveOne, approveMany, rejectMany, reopen: (row: Suggestion) => reopenAll([row.id]) }
}

export type Decisions = ReturnType<typeof useDecisions>
