import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { Page } from "@/api/types"
import type { Named } from "@/lib/plan"
import { useCan } from "@/lib/me"
import { Combobox, type Option } from "./combobox"

type Props = {
  value: number | undefined
  onChange: (id: number | undefined) => void
  label?: string
  id?: string
  isClearable?: boolean
  className?: string
  "aria-invalid"?: boolean
  "aria-describedby"?: string
}

type Row = { id: number; name: string; code?: string; sku?: string }

const asOption = ({ id, name, code, sku }: Row): Option => ({ value: String(id), label: name, detail: code ?? sku })
const idOf = (value: string | null) => (value === null ? undefined : Number(value))

/** Words for the id in the URL when the record is not among the options loaded. */
function useName(path: string, id: number | undefined, right: string): string | undefined {
  const can = useCan()
  return useQuery({ queryKey: ["named", path, id], queryFn: () => get<Row>(`${path}/${id}`), enabled: id !== undefined && can(right), staleTime: 5 * 60_000 }).data?.name
}

function Picker({ path, right, label, value, onChange, className = "w-48 max-sm:grow max-sm:basis-[45%]", ...rest }: Props & { path: string; right: string; label: string }) {
  const name = useName(path, value, right)
  return (
    <Combobox
      {...rest} label={label} className={className} value={value === undefined ? null : String(value)} selectedLabel={name ?? (value === undefined ? undefined : "…")}
      onChange={(next) => onChange(idOf(next))}
      search={{ key: [path], fetch: async (q, signal) => (await get<Page<Row>>(path, { q, limit: 50 }, signal)).items.map(asOption) }}
    />
  )
}

/** One supplier, found by code or name. */
export function SupplierPicker(props: Props) {
  const { t } = useLingui()
  return <Picker {...props} path="/suppliers" right="partners.read" label={props.label ?? t`Supplier`} />
}

/** One product, found by SKU or name. */
export function ProductPicker(props: Props) {
  const { t } = useLingui()
  return <Picker {...props} path="/products" right="catalog.read" label={props.label ?? t`Product`} />
}

/** One category. */
export function CategoryPicker(props: Props) {
  const { t } = useLingui()
  return <Picker {...props} path="/categories" right="catalog.read" label={props.label ?? t`Category`} />
}

/** The locations the person may see; there are few, so they are all loaded. */
export function useLocations(): Named[] {
  return useQuery({ queryKey: ["locations"], queryFn: () => get<Page<Named>>("/locations", { limit: 200 }), staleTime: 5 * 60_000 }).data?.items ?? []
}

/** One location. */
export function LocationPicker({ label, value, onChange, className = "w-44 max-sm:grow max-sm:basis-[45%]", ...rest }: Props) {
  const { t } = useLingui()
  const locations = useLocations()
  return (
    <Combobox
      {...rest} label={label ?? t`Location`} className={className} value={value === undefined ? null : String(value)}
      options={locations.map(asOption)} onChange={(next) => onChange(idOf(next))}
    />
  )
}
