import { useLingui } from "@lingui/react"
import { useLingui as useWords } from "@lingui/react/macro"
import { Dialog } from "@/ui/dialog"
import { closeShortcuts, useShortcutsOpen } from "./shortcuts-state"
import { useGroups } from "./use-nav"

function Line({ keys, children }: { keys: string; children: string }) {
  return (
    <li className="flex min-h-7 items-center justify-between gap-4 text-sm">
      <span className="text-ink-soft">{children}</span>
      <span className="flex gap-1">
        {keys.split(" ").map((key, index) => <kbd key={index} className="min-w-6 rounded border border-line-strong/50 bg-sunken px-1.5 text-center font-sans text-xs leading-5">{key}</kbd>)}
      </span>
    </li>
  )
}

/** What the keyboard can do, opened with "?". */
export function Shortcuts() {
  const { t } = useWords()
  const { _ } = useLingui()
  const open = useShortcutsOpen()
  const pages = useGroups().flatMap((group) => group.entries).filter((entry) => entry.keys)
  return (
    <Dialog open={open} onOpenChange={(next) => !next && closeShortcuts()} title={t`Keyboard shortcuts`} size="lg">
      <div tabIndex={0} className="grid gap-x-10 gap-y-4 sm:grid-cols-2">
        <section>
          <h3 className="mb-1 text-sm font-semibold">{t`Everywhere`}</h3>
          <ul>
            <Line keys="Ctrl K">{t`Search or do`}</Line>
            <Line keys="/">{t`Filter this list`}</Line>
            <Line keys="?">{t`These shortcuts`}</Line>
          </ul>
          <h3 className="mt-4 mb-1 text-sm font-semibold">{t`In a table`}</h3>
          <ul>
            <Line keys="↑ ↓ ← →">{t`Move between cells`}</Line>
            <Line keys="Enter">{t`Edit the cell or open the row`}</Line>
            <Line keys="F2">{t`Edit the cell`}</Line>
            <Line keys="Tab">{t`Save and go to the next cell`}</Line>
            <Line keys="Esc">{t`Leave the cell as it was`}</Line>
            <Line keys="␣">{t`Select the row`}</Line>
            <Line keys="Ctrl A">{t`Select all rows shown`}</Line>
          </ul>
        </section>
        <section>
          <h3 className="mb-1 text-sm font-semibold">{t`Go to`}</h3>
          <ul>{pages.map((entry) => <Line key={entry.to} keys={entry.keys ?? ""}>{_(entry.label)}</Line>)}</ul>
        </section>
      </div>
    </Dialog>
  )
}
