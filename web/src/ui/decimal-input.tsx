import { useState, type ComponentProps } from "react"
import { groupDecimal, readDecimal } from "@/lib/decimal"
import { useFormat } from "@/lib/format"
import { Input } from "./field"

type Props = Omit<ComponentProps<"input">, "value" | "onChange" | "type"> & {
  /** A decimal string of the API, or "" for none. */
  value: string
  /** Called with a decimal string, "" when emptied, or null while the text is no number. */
  onValue: (value: string | null) => void
  /** Whether thousands are marked while nobody types. */
  isGrouped?: boolean
}

/** A number typed as the person writes numbers, kept as the API's exact decimal string. */
export function DecimalInput({ value, onValue, isGrouped = false, onFocus, onBlur, ...rest }: Props) {
  const { decimalMark } = useFormat()
  const [typed, setTyped] = useState<string | null>(null)
  const [isFocused, setFocused] = useState(false)
  const shown = typed ?? (isGrouped && !isFocused ? groupDecimal(value, decimalMark) : value.replace(".", decimalMark))
  return (
    <Input
      {...rest}
      inputMode="decimal"
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value)
        onValue(event.target.value.trim() === "" ? "" : readDecimal(event.target.value, decimalMark))
      }}
      onFocus={(event) => {
        setFocused(true)
        onFocus?.(event)
      }}
      onBlur={(event) => {
        setFocused(false)
        if (readDecimal(shown, decimalMark) !== null || shown.trim() === "") setTyped(null)
        onBlur?.(event)
      }}
      className={`tabular text-right ${rest.className ?? ""}`}
    />
  )
}
