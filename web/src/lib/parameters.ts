import { useLingui } from "@lingui/react/macro"
import { queryOptions } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { components } from "@/api/schema"
import { useFormat } from "./format"

type Schemas = components["schemas"]
export type Kind = Schemas["ParameterKind"]
export type Sheet = Schemas["ParameterSheet"]

export const parametersPath = "/planning/parameters"

/** Every planning parameter: what it means, its unit and limits, and the values set. */
export const sheetQuery = queryOptions({ queryKey: ["parameters"], queryFn: ({ signal }) => get<Sheet>(parametersPath, undefined, signal) })

/** Writes the value of a parameter as people say it: 95 %, 7 days, $ 20, or the words of a choice. */
export function useParameterValue(): (kind: Pick<Kind, "unit" | "choices"> | undefined, value: number) => string {
  const { t } = useLingui()
  const f = useFormat()
  return (kind, value) => {
    switch (kind?.unit) {
      case "share":
        return f.percent(value, 2)
      case "days":
        return kind.choices[String(value)] ?? f.days(value)
      case "units":
        return value === 1 ? t`1 unit` : t`${f.number(value, 2)} units`
      case "money":
        return f.money(value)
      case "times":
        return t`${f.number(value, 2)} ×`
      case "choice":
        return kind.choices[String(value)] ?? f.number(value, 0)
      default:
        return f.number(value, 4)
    }
  }
}
