import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { Button } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Facts } from "@/ui/page"
import { useActorWords, useSubjectWords } from "./filters"
import { changesOf, restOf, wordsOf, type Entry } from "./types"

/** One entry of the trail: who, when, what was there before and after. */
export function Detail({ entry, onClose, onSubject }: { entry: Entry; onClose: () => void; onSubject: () => void }) {
  const { t } = useLingui()
  const { time } = useFormat()
  const subjects = useSubjectWords()
  const nameOf = useActorWords()
  const changes = changesOf(entry.data)
  const rest = restOf(entry.data)
  const showAll = () => {
    onClose()
    onSubject()
  }
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={entry.title} description={`${nameOf(entry)} · ${time(entry.at)}`} footer={entry.subject_id && <Button onClick={showAll}>{t`Everything on this record`}</Button>}>
      <div className="grid gap-6">
        {changes.length > 0 && (
          <table className="tabular w-full table-fixed text-sm">
            <thead className="text-left text-xs text-ink-faint">
              <tr>
                <th scope="col" className="py-1 font-medium">{t`Field`}</th>
                <th scope="col" className="py-1 font-medium">{t`Before`}</th>
                <th scope="col" className="py-1 font-medium">{t`After`}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.field} className="border-t align-top">
                  <th scope="row" className="py-1.5 pr-2 text-left font-medium break-words">{change.field}</th>
                  <td className="py-1.5 pr-2 break-words text-bad line-through decoration-1">{wordsOf(change.before)}</td>
                  <td className="py-1.5 break-words text-good">{wordsOf(change.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {rest.length > 0 && <Facts columns={1} items={rest.map(([name, value]) => [name, wordsOf(value)])} />}
        <Facts
          columns={1}
          items={[
            [t`Kind`, entry.kind],
            [t`On`, [subjects[entry.subject_type] ?? entry.subject_type, entry.subject_id].filter(Boolean).join(" ")],
            [t`Request`, entry.request_id ?? "—"],
          ]}
        />
      </div>
    </Drawer>
  )
}
