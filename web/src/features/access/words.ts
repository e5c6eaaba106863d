import { useLingui } from "@lingui/react/macro"
import type { RoleName } from "./types"

/** What each role is called, and what it is for. */
export function useRoleWords(): Record<RoleName, { name: string; does: string }> {
  const { t } = useLingui()
  return {
    admin: { name: t`Administrator`, does: t`Everything, people and parameters included` },
    manager: { name: t`Manager`, does: t`Everything of the business; sees the people, does not change them` },
    buyer: { name: t`Buyer`, does: t`Plans, orders, suppliers, imports` },
    sales: { name: t`Sales`, does: t`Sees catalogue, stock and sales, without costs` },
    store: { name: t`Store`, does: t`Stock, transfers and receipts of its location` },
    viewer: { name: t`Viewer`, does: t`Sees, changes nothing` },
  }
}
