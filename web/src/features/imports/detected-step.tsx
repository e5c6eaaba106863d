import { useLingui } from "@lingui/react/macro"
import { ArrowRight } from "lucide-react"
import { useFormat } from "@/lib/format"
import { Button } from "@/ui/button"
import { Field, Select } from "@/ui/field"
import { Card, Note } from "@/ui/page"
import type { EntityName, Run } from "./api"
import { EntityChoice } from "./entity-choice"
import { Preview } from "./preview"
import { sizeWords } from "./size"
import { StepFoot } from "./steps-bar"
import { withOption, type OptionName } from "./steps"
import type { RunEdits } from "./use-run"
import { useEntityWords, useNoteWords, useOptionWords } from "./words"

type Choice = { value: string; label: string }

/** What each finding can be changed to; a finding that does not apply to the format is absent. */
function useChoices(run: Run): [OptionName, Choice[]][] {
  const { t } = useLingui()
  const { detected } = run
  const plain = (values: string[]): Choice[] => values.map((value) => ({ value, label: value }))
  const isText = detected.format === "csv"
  const isTabular = isText || detected.format === "xlsx"
  const rows = Array.from({ length: Math.max(20, detected.header_row) }, (_, at) => ({ value: String(at + 1), label: t`Row ${at + 1}` }))
  const choices: [OptionName, Choice[], boolean][] = [
    ["format", [{ value: "csv", label: "CSV" }, { value: "xlsx", label: "Excel" }, { value: "parquet", label: "Parquet" }, { value: "jsonl", label: "JSONL" }], true],
    ["sheet", plain(detected.sheets), detected.sheets.length > 0],
    ["encoding", [...plain(["utf-8", "cp1252", "latin-1", "cp850", "utf-16"]), ...(detected.encoding?.startsWith("utf-16-") ? plain([detected.encoding]) : [])], isText],
    ["delimiter", [{ value: ",", label: t`Comma ( , )` }, { value: ";", label: t`Semicolon ( ; )` }, { value: "\t", label: t`Tab` }, { value: "|", label: t`Bar ( | )` }], isText],
    ["quote", [{ value: '"', label: '"' }, { value: "'", label: "'" }, { value: "none", label: t`None` }], isText],
    ["header_row", [{ value: "0", label: t`There is none` }, ...rows], isTabular],
    ["decimal_mark", [{ value: ",", label: "1.234,56" }, { value: ".", label: "1,234.56" }], detected.format !== "parquet"],
    ["date_order", [{ value: "dmy", label: t`day/month/year` }, { value: "mdy", label: t`month/day/year` }, { value: "ymd", label: t`year-month-day` }], detected.format !== "parquet"],
  ]
  return choices.filter(([, , applies]) => applies).map(([name, list]) => [name, list])
}

/** Step two: how the file was read, each finding to be changed, and its first rows. */
export function DetectedStep({ run, edits, onNext }: { run: Run; edits: RunEdits; onNext: () => void }) {
  const { t } = useLingui()
  const { locale } = useFormat()
  const words = useOptionWords()
  const entities = useEntityWords()
  const noteOf = useNoteWords()
  const choices = useChoices(run)
  const set = (name: OptionName, text: string) => void edits.change({ options: withOption(run.options, name, name === "header_row" ? Number(text) : text) })
  const size = sizeWords(run.size, locale)
  return (
    <div className="grid gap-4">
      <Card title={t`How the file was read`} actions={<span className="tabular text-xs text-ink-faint">{size}</span>}>
        <div className="grid gap-4">
          {run.detected.notes.map((note) => <Note key={note} tone="warn">{noteOf(note)}</Note>)}
          <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
            <Field label={t`What the file holds`} help={entities[run.entity].does}>
              <EntityChoice value={run.entity} onChange={(entity) => void edits.change({ entity: entity as EntityName })} disabled={edits.busy} />
            </Field>
            {choices.map(([name, list]) => (
              <Field key={name} label={words[name]}>
                <Select value={String(run.detected[name] ?? "")} disabled={edits.busy} onChange={(event) => set(name, event.target.value)}>
                  {!list.some((one) => one.value === String(run.detected[name] ?? "")) && <option value={String(run.detected[name] ?? "")}>{String(run.detected[name] ?? "")}</option>}
                  {list.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
                </Select>
              </Field>
            ))}
          </div>
        </div>
      </Card>
      <section className="card min-w-0" aria-busy={edits.busy || undefined}>
        <Preview detected={run.detected} />
        <StepFoot><Button look="primary" icon={<ArrowRight size={15} />} disabled={edits.busy || run.detected.columns.length === 0} onClick={onNext}>{t`It reads well: assign columns`}</Button></StepFoot>
      </section>
    </div>
  )
}
