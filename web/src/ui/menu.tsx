import { Check } from "lucide-react"
import { DropdownMenu } from "radix-ui"
import type { ReactNode } from "react"
import { cx } from "@/lib/cx"

const item = "flex min-h-8 items-center gap-2 rounded-md px-2 text-sm outline-none select-none data-highlighted:bg-hover data-disabled:opacity-45 max-sm:min-h-11"

/** A button's menu. `trigger` is the button. */
export function Menu({ trigger, children, align = "end" }: { trigger: ReactNode; children: ReactNode; align?: "start" | "end" }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} sideOffset={4} collisionPadding={8} className="pop rise-in z-50 max-h-[70vh] min-w-48 overflow-y-auto p-1">
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

type ItemProps = { children: ReactNode; icon?: ReactNode; onSelect?: () => void; disabled?: boolean; isDangerous?: boolean; hint?: ReactNode }

export function MenuItem({ children, icon, onSelect, disabled, isDangerous, hint }: ItemProps) {
  return (
    <DropdownMenu.Item disabled={disabled} onSelect={onSelect} className={cx(item, isDangerous && "text-bad")}>
      {icon}
      <span className="flex-1">{children}</span>
      {hint && <span className="text-xs text-ink-faint">{hint}</span>}
    </DropdownMenu.Item>
  )
}

/** A menu entry that is a link. */
export function MenuLink({ children }: { children: ReactNode }) {
  return <DropdownMenu.Item asChild className={item}>{children}</DropdownMenu.Item>
}

export function MenuCheck({ checked, onChange, children }: { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode }) {
  return (
    <DropdownMenu.CheckboxItem checked={checked} onCheckedChange={onChange} onSelect={(event) => event.preventDefault()} className={item}>
      <span className="grid size-4 place-items-center">{checked && <Check size={14} />}</span>
      {children}
    </DropdownMenu.CheckboxItem>
  )
}

export function MenuChoice<T extends string>({ value, onChange, options }: { value: T; onChange: (value: T) => void; options: Record<T, ReactNode> }) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {(Object.keys(options) as T[]).map((key) => (
        <DropdownMenu.RadioItem key={key} value={key} className={item}>
          <span className="grid size-4 place-items-center">{key === value && <Check size={14} />}</span>
          {options[key]}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <DropdownMenu.Label className="px-2 py-1 text-xs font-medium text-ink-faint">{children}</DropdownMenu.Label>
)
export const MenuLine = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />
