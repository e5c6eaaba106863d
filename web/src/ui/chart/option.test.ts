import { expect, it } from "vitest"
import { labelRows, legendLines } from "./option"

const days = Array.from({ length: 101 }, (_, at) => String(at))

it("puts labels of marks that stand close one above the other, and reuses a row where there is room", () => {
  const marks = [{ x: "50", label: "Plan" }, { x: "52", label: "Feria del barrio" }, { x: "53", label: "Navidad" }, { x: "90", label: "Cierre" }]
  expect(labelRows(marks, days, 600)).toEqual([0, 1, 2, 0])
})

it("leaves labels on one row where the chart is wide enough, whatever their order", () => {
  expect(labelRows([{ x: "90", label: "Cierre" }, { x: "10", label: "Plan" }], days, 600)).toEqual([0, 0])
  expect(labelRows([], days, 600)).toEqual([])
})

it("keeps as many lines for the names of the series as a narrow chart needs", () => {
  const names = ["Planes (nivel estable)", "Solo el pronóstico", "Días de cobertura", "Stock de seguridad", "Mín/máx fijo"]
  expect([legendLines(names, 1000), legendLines(names, 320), legendLines(["Vendido"], 100)]).toEqual([1, 3, 1])
})
