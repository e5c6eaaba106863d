export type Series = {
  name: string
  values: (number | null)[]
  kind?: "line" | "bar"
  /** Fill under a line. */
  isArea?: boolean
  isDashed?: boolean
  /** A band around the line, such as a forecast's 5–95 %. */
  band?: { lower: (number | null)[]; upper: (number | null)[]; name: string }
  /** 1..6, one of the theme's chart colours. */
  color?: number
  stack?: string
}

export type ChartProps = {
  /** What the chart shows, read aloud and used as the table's caption. */
  label: string
  /** Categories, or days as "2026-11-20". */
  x: string[]
  series: Series[]
  /** How values are written on the axis and in the tooltip. */
  format?: (value: number) => string
  xFormat?: (x: string) => string
  height?: number
  /** The value axis begins near the lowest value instead of at 0: for lines that differ little. */
  isTight?: boolean
  /** Steps that the picture leaves out because they would mislead, such as half a week among weeks; the table has them. */
  notDrawn?: boolean[]
  /** Vertical marks, such as today or the end of the lead time. */
  marks?: { x: string; label: string }[]
  /** Horizontal lines, such as a reorder point. */
  levels?: { y: number; label: string; color?: number }[]
  /** Bars lie down: for rankings with long names. */
  isHorizontal?: boolean
  onPick?: (index: number) => void
}
