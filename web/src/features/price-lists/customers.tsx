import { useLingui } from "@lingui/react/macro"
import { X } from "lucide-react"
import { get } from "@/api/http"
import type { Page } from "@/api/types"
import { IconButton } from "@/ui/button"
import { Combobox } from "@/ui/combobox"

export type Customer = { id: number; code: string; name: string }

/** One customer, found by code or name. */
export function CustomerPicker({ value, onChange, label, className }: { value: Customer | null; onChange: (customer: Customer | null) => void; label: string; className?: string }) {
  return (
    <Combobox
      label={label} className={className} value={value ? String(value.id) : null} selectedLabel={value?.name}
      onChange={(id, option) => onChange(id && option ? { id: Number(id), name: option.label, code: option.detail ?? "" } : null)}
      search={{ key: ["/customers"], fetch: async (q, signal) => (await get<Page<Customer>>("/customers", { q, limit: 50 }, signal)).items.map((one) => ({ value: String(one.id), label: one.name, detail: one.code })) }}
    />
  )
}

/** The customers that a list or a group names, added one by one. */
export function CustomersField({ chosen, error, onChange }: { chosen: Customer[]; error?: string; onChange: (customers: Customer[]) => void }) {
  const { t } = useLingui()
  return (
    <div className="grid gap-2 sm:col-span-2">
      <p className="text-sm font-medium">{t`Customers`}</p>
      <CustomerPicker label={t`Add a customer`} value={null} onChange={(one) => one && !chosen.some((other) => other.id === one.id) && onChange([...chosen, one])} className="w-full" />
      {error && <p role="alert" className="text-xs text-bad">{error}</p>}
      <ul className="grid max-h-48 gap-1 overflow-y-auto">
        {chosen.map((one) => (
          <li key={one.id} className="flex items-center justify-between gap-2 rounded-md bg-sunken pl-3 text-sm">
            <span className="min-w-0 truncate">{one.name} <span className="text-ink-faint">{one.code}</span></span>
            <IconButton size="sm" label={t`Take ${one.name} away`} onClick={() => onChange(chosen.filter((other) => other.id !== one.id))}><X size={14} /></IconButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
