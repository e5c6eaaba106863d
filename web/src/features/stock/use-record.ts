import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { listKey } from "@/lib/list"
import { done, failed } from "@/ui/toast"
import { movementsPath, path, recordMovement, totalPath, type Movement, type MovementIn } from "./api"
import { reversalOf } from "./outcome"

/** Records a count or an adjustment, freshens what shows it and offers to take it back. */
export function useRecord(): (movement: MovementIn, key: string) => Promise<Movement> {
  const { t } = useLingui()
  const { qty } = useFormat()
  const client = useQueryClient()
  const freshen = () =>
    Promise.all([...[path, totalPath, movementsPath].map((one) => client.invalidateQueries({ queryKey: listKey(one) })), client.invalidateQueries({ queryKey: ["totals", path] })])
  const takeBack = async (made: Movement, quantity: string) => {
    try {
      const reference = made.reference ? t`Undo: ${made.reference}` : t`Undo`
      await recordMovement({ product_id: made.product.id, location_id: made.location.id, kind: "adjustment", quantity, reference: reference.slice(0, 200) })
      done(t`The change was taken back`)
    } catch (error) {
      failed(error)
    } finally {
      await freshen()
    }
  }
  return async (movement, key) => {
    const made = await recordMovement(movement, key)
    const reversal = reversalOf(made.quantity)
    const now = qty(made.balance)
    done(t`${made.product.sku}: ${now} on hand at ${made.location.name}`, reversal === null ? {} : { undo: () => void takeBack(made, reversal) })
    await freshen()
    return made
  }
}
