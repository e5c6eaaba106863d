import { useLingui } from "@lingui/react/macro"
import type { Policy } from "./api"

/** What each rule is called. */
export function usePolicyWords(): Record<Policy, string> {
  const { t } = useLingui()
  return {
    fluxion: t`Plans (steady level)`, fluxion_value: t`Plans by value`, quantile: t`The forecast alone`,
    days_of_cover: t`Days of cover`, normal: t`Textbook safety stock`, min_max: t`Fixed min/max`,
  }
}

/** What each figure of the return is called. */
export function useAssumptionWords(): Record<string, string> {
  const { t } = useLingui()
  return {
    inventory_value: t`Inventory`, yearly_sales: t`Sales of a year`, lost_sales: t`Sales lost to stock-outs`, obsolescence: t`Obsolete stock`,
    margin: t`Margin`, capital_cost: t`Cost of capital`, overstock_reduction: t`Less stock`, lost_sales_recovered: t`Lost sales recovered`,
    obsolescence_reduction: t`Less obsolescence`, sales_growth: t`Growth of sales`, hours_per_week: t`Hours a week on orders`,
    hourly_cost: t`Cost of an hour`, time_saved: t`Time saved`, investment: t`Investment a year`,
  }
}
