import { useLingui } from "@lingui/react/macro"
import { Pencil } from "lucide-react"
import { useMemo } from "react"
import type { Schema } from "@/api/types"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { ActiveStatus } from "@/ui/active"
import { IconButton } from "@/ui/button"
import { Link } from "@/ui/link"
import type { Column } from "@/ui/table"
import type { Records } from "@/ui/use-records"

export type Product = Schema<"ProductView">

/** The product grid: cost, price, pack and minimum are changed in their cells. */
export function useColumns(): (records: Records<Product>, open: (row: Product) => void) => Column<Product>[] {
  const { t } = useLingui()
  const { price, qty } = useFormat()
  const can = useCan()
  const mayEdit = can("catalog.edit_product")
  const seesCost = can("insights.see_cost")
  return useMemo(
    () => (records, open) => {
      const decimal = (name: "cost" | "price" | "pack_size" | "moq", header: string, show: (row: Product) => string, extra: Partial<Column<Product>> = {}): Column<Product> => ({
        id: name, header, width: 100, align: "right", cell: (row) => show(row), ...extra,
        ...(mayEdit && {
          edit: {
            kind: "decimal", value: (row: Product) => row[name] ?? "", label: (row: Product) => `${header}: ${row.name}`, can: (row: Product) => row.active,
            save: (row: Product, value: string) => records.edit(row, { [name]: value === "" && (name === "cost" || name === "price") ? null : value }),
          },
        }),
      })
      return [
        { id: "sku", header: t`Code (SKU)`, sort: "sku", width: 120, isPinned: true, cell: (row) => <span className="tabular">{row.sku}</span> },
        { id: "name", header: t`Name`, sort: "name", width: 200, grow: 3, isFixed: true, cell: (row) => <Link to={paths.product(row.id)}>{row.name}</Link> },
        { id: "category", header: t`Category`, sort: "category", width: 130, grow: 1, cell: (row) => row.category ?? "—" },
        { id: "brand", header: t`Brand`, sort: "brand", width: 110, isHidden: true, cell: (row) => row.brand ?? "—" },
        { id: "supplier", header: t`Supplier`, width: 136, grow: 1, cell: (row) => row.supplier?.name ?? "—" },
        ...(seesCost ? [decimal("cost", t`Cost`, (row) => price(row.cost, row.currency), { sort: "cost" })] : []),
        decimal("price", t`Price`, (row) => price(row.price, row.currency), { sort: "price" }),
        decimal("pack_size", t`Pack`, (row) => qty(row.pack_size), { width: 84, help: t`Ordered in multiples of this many units` }),
        decimal("moq", t`Minimum`, (row) => qty(row.moq), { width: 84, help: t`Smallest quantity that can be ordered` }),
        { id: "barcode", header: t`Barcode`, width: 140, isHidden: true, cell: (row) => <span className="tabular">{row.barcode ?? "—"}</span> },
        { id: "unit", header: t`Unit`, width: 90, isHidden: true, cell: (row) => row.unit ?? "—" },
        { id: "active", header: t`State`, width: 104, cell: (row) => <ActiveStatus active={row.active} /> },
        { id: "open", header: t`Edit`, width: 64, align: "center", isFixed: true, cell: (row) => <IconButton size="sm" label={t`Edit ${row.name}`} onClick={() => open(row)}><Pencil size={14} /></IconButton> },
      ]
    },
    [t, price, qty, mayEdit, seesCost],
  )
}
