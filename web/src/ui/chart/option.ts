import type { EChartsCoreOption } from "echarts/core"
import type { ChartProps, Series } from "./types"

type Palette = { ink: string; faint: string; line: string; surface: string; series: string[]; font: string }

/** The theme's colours as they are now, for a canvas that cannot read CSS variables. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    ink: read("--ink"),
    faint: read("--ink-faint"),
    line: read("--line"),
    surface: read("--surface"),
    series: [1, 2, 3, 4, 5, 6].map((n) => read(`--chart-${n}`)),
    font: style.fontFamily,
  }
}

const colorOf = (palette: Palette, series: Series, index: number) => palette.series[((series.color ?? index + 1) - 1) % 6] ?? palette.ink

const letterWidth = 6.2
const rowHeight = 14

/** On which row above the picture each mark's label stands so that no two overlap, by its place and length. */
export function labelRows(marks: NonNullable<ChartProps["marks"]>, x: string[], width: number): number[] {
  const ends: number[] = []
  const middleOf = (mark: { x: string }) => (x.indexOf(mark.x) / Math.max(x.length - 1, 1)) * width
  const rows = new Map<object, number>()
  for (const mark of [...marks].sort((a, b) => middleOf(a) - middleOf(b))) {
    const half = (mark.label.length * letterWidth) / 2
    const free = ends.findIndex((end) => end < middleOf(mark) - half)
    const row = free < 0 ? ends.length : free
    ends[row] = middleOf(mark) + half
    rows.set(mark, row)
  }
  return marks.map((mark) => rows.get(mark) ?? 0)
}

/** Into how many lines the names of the series break above a chart of this width. */
export function legendLines(names: string[], width: number): number {
  let lines = 1
  let used = 0
  for (const name of names) {
    const needed = name.length * letterWidth + 30
    if (used > 0 && used + needed > width) {
      lines += 1
      used = 0
    }
    used += needed
  }
  return lines
}

/** What ECharts needs to draw the chart in a box of this width. */
export function optionOf(props: ChartProps, palette: Palette, width = 600): EChartsCoreOption {
  const { x, series, format = String, xFormat = String, isHorizontal, marks = [] } = props
  const rows = labelRows(marks, x, width)
  const legendHeight = series.length > 1 ? 16 + 18 * legendLines(series.map((one) => one.name), width) : 12
  const label = { color: palette.faint, fontSize: 11, fontFamily: palette.font }
  const names = {
    type: "category", data: x, boundaryGap: series.some((one) => one.kind === "bar"), inverse: isHorizontal,
    axisLine: { lineStyle: { color: palette.line } }, axisTick: { show: false },
    axisLabel: { ...label, formatter: (name: string) => xFormat(name), hideOverlap: true, ...(isHorizontal && { width: 150, overflow: "truncate" }) },
  }
  const values = {
    type: "value", scale: props.isTight, minInterval: format(0.4) === format(0) ? 1 : undefined, splitLine: { lineStyle: { color: palette.line } },
    axisLabel: { ...label, formatter: (value: number) => format(value), hideOverlap: true },
  }
  return {
    animationDuration: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    aria: { enabled: false },
    textStyle: { fontFamily: palette.font },
    grid: { left: 4, right: 12, top: legendHeight + Math.max(0, ...rows) * rowHeight, bottom: 2, containLabel: true },
    legend: { show: series.length > 1, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 4, textStyle: { ...label, color: palette.ink, fontSize: 12 }, data: series.map((one) => one.name) },
    tooltip: tooltipOf(props, palette),
    xAxis: isHorizontal ? values : names,
    yAxis: isHorizontal ? names : values,
    series: series.flatMap((one, index) => [...bandOf(one, index, palette), seriesOf(one, index, props, palette, rows)]),
  }
}

function tooltipOf({ x, series, format = String, xFormat = String }: ChartProps, palette: Palette) {
  const line = (one: Series, at: number) => {
    const value = one.values[at]
    if (value === null || value === undefined) return null
    const low = one.band?.lower[at]
    const high = one.band?.upper[at]
    const band = low != null && high != null ? `  (${format(low)} – ${format(high)})` : ""
    return `${one.name}: {value|${format(value)}}${band}`
  }
  return {
    trigger: "axis",
    // Rich text is drawn on the canvas: the HTML one needs inline styles, which the content policy refuses.
    renderMode: "richText",
    confine: true,
    backgroundColor: palette.surface,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontSize: 12, fontFamily: palette.font, rich: { value: { fontWeight: 600, color: palette.ink, fontSize: 12 } } },
    axisPointer: { lineStyle: { color: palette.faint } },
    formatter: (points: { dataIndex: number }[]) => {
      const at = points[0]?.dataIndex ?? 0
      return [xFormat(x[at] ?? ""), ...series.map((one) => line(one, at)).filter(Boolean)].join("\n")
    },
  }
}

function bandOf(series: Series, index: number, palette: Palette) {
  if (!series.band) return []
  const { lower, upper, name } = series.band
  const shared = { type: "line", stack: `band-${index}`, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } }
  const height = upper.map((high, at) => (high === null || lower[at] == null ? null : high - lower[at]))
  return [
    { ...shared, name: `${name} 0`, data: lower },
    { ...shared, name, data: height, areaStyle: { color: colorOf(palette, series, index), opacity: 0.16 } },
  ]
}

function seriesOf(series: Series, index: number, { marks, levels, format = String }: ChartProps, palette: Palette, rows: number[]) {
  const color = colorOf(palette, series, index)
  const lines = index > 0 ? [] : [
    ...(marks ?? []).map((mark, at) => ({ xAxis: mark.x, label: { formatter: mark.label, distance: 4 + (rows[at] ?? 0) * rowHeight }, lineStyle: { color: palette.faint } })),
    ...(levels ?? []).map((level) => ({ yAxis: level.y, label: { formatter: `${level.label} ${format(level.y)}`, position: "insideEndTop" }, lineStyle: { color: palette.series[(level.color ?? 2) - 1] } })),
  ]
  return {
    name: series.name, type: series.kind ?? "line", data: series.values, stack: series.stack,
    symbol: "none", barMaxWidth: 28, itemStyle: { color, borderRadius: 2 }, color,
    lineStyle: { color, width: 2, type: series.isDashed ? "dashed" : "solid" },
    areaStyle: series.isArea ? { color, opacity: 0.1 } : undefined,
    markLine: lines.length ? { symbol: "none", silent: true, animation: false, lineStyle: { type: "dashed" }, label: { color: palette.faint, fontSize: 11 }, data: lines } : undefined,
  }
}
