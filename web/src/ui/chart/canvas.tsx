import { BarChart, LineChart } from "echarts/charts"
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components"
import * as echarts from "echarts/core"
import { CanvasRenderer } from "echarts/renderers"
import { useEffect, useRef } from "react"
import { useShownTheme } from "@/lib/theme"
import { optionOf, paletteOf } from "./option"
import type { ChartProps } from "./types"

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer])

export default function Canvas({ height = 260, ...props }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<echarts.ECharts>(null)
  const theme = useShownTheme()
  const { onPick } = props

  useEffect(() => {
    if (!box.current) return
    const made = echarts.init(box.current, undefined, { renderer: "canvas" })
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    if (!box.current) return
    chart.current?.setOption(optionOf(props, paletteOf(box.current), box.current.clientWidth), { notMerge: true })
  }, [props, theme])

  useEffect(() => {
    const made = chart.current
    if (!made || !onPick) return
    const pick = (event: { dataIndex?: number }) => event.dataIndex !== undefined && onPick(event.dataIndex)
    made.on("click", pick)
    return () => {
      made.off("click", pick)
    }
  }, [onPick])

  return <div ref={box} role="img" aria-label={props.label} style={{ height }} className="w-full min-w-0" />
}
