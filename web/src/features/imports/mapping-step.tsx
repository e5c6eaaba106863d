import { Plural, useLingui } from "@lingui/react/macro"
import { ArrowLeft, ArrowRight, History } from "lucide-react"
import { useState } from "react"
import { Button } from "@/ui/button"
import { Badge } from "@/ui/badge"
import { Card, Note } from "@/ui/page"
import type { Run } from "./api"
import { FieldRow } from "./field-row"
import { StepFoot } from "./steps-bar"
import { isRemembered, sharedColumns } from "./steps"
import type { RunEdits } from "./use-run"

type Props = { run: Run; edits: RunEdits; onBack: () => void; onNext: () => void; busy: boolean }
type Draft = { mapping: Record<string, string>; constants: Record<string, string> }

/** What is chosen here, saved as soon as it makes sense; a choice that makes none stays on the page with its reason. */
function useDraft(run: Run, edits: RunEdits) {
  const [draft, setDraft] = useState<Draft>({ mapping: run.mapping, constants: run.constants })
  const shared = sharedColumns(draft.mapping)
  const put = (next: Draft) => {
    setDraft(next)
    if (sharedColumns(next.mapping).size === 0) void edits.change(next)
  }
  const without = (record: Record<string, string>, field: string) => Object.fromEntries(Object.entries(record).filter(([name]) => name !== field))
  const setColumn = (field: string, column: string | null) =>
    put({ mapping: column === null ? without(draft.mapping, field) : { ...draft.mapping, [field]: column }, constants: without(draft.constants, field) })
  const setConstant = (field: string, value: string) => put({ mapping: without(draft.mapping, field), constants: { ...draft.constants, [field]: value } })
  const missing = run.fields.filter((field) => field.required && !draft.mapping[field.name] && !draft.constants[field.name]?.trim())
  return { draft, shared, missing, setColumn, setConstant }
}

/** Step three: which column is which field. */
export function MappingStep({ run, edits, onBack, onNext, busy }: Props) {
  const { t } = useLingui()
  const [remembered] = useState(isRemembered(run))
  const { draft, shared, missing, setColumn, setConstant } = useDraft(run, edits)
  const used = new Set(Object.values(draft.mapping))
  const unused = run.detected.columns.filter((column) => !used.has(column.name))
  const twice = [...shared].map((column) => `“${column}”`).join(", ")
  const fieldsMissing = missing.map((field) => field.label).join(", ")
  const rules = run.skip_when.length + run.keep_when.length + run.negative_when.length
  return (
    <div className="grid gap-4">
      {remembered && <Note><History size={14} aria-hidden="true" className="mr-1.5 inline align-[-2px]" />{t`These columns are assigned as they were in the last file with the same titles. Look through them and go on.`}</Note>}
      <section className="card min-w-0">
        <header className="border-b px-4 py-2.5">
          <h2 className="text-sm font-semibold">{t`Which column is which`}</h2>
          <p className="text-xs text-ink-soft">{t`Proposed from the titles of the columns. What has no column stays as it is today.`}</p>
        </header>
        <div role="table" aria-label={t`Which column is which`}>
          <div role="row" className="hidden grid-cols-[14rem_18rem_minmax(0,1fr)] gap-4 bg-sunken px-4 py-2 text-xs font-medium text-ink-soft sm:grid">
            <span role="columnheader">{t`Field in Fluxion`}</span><span role="columnheader">{t`Column of the file`}</span><span role="columnheader">{t`Values found`}</span>
          </div>
          {run.fields.map((field) => (
            <FieldRow
              key={field.name} field={field} columns={run.detected.columns} column={draft.mapping[field.name]} constant={draft.constants[field.name]} score={run.scores[field.name]}
              usedBy={(column) => run.fields.find((other) => other.name !== field.name && draft.mapping[other.name] === column)?.label}
              isShared={shared.has(draft.mapping[field.name] ?? "")} isMissing={missing.includes(field)} onColumn={(column) => setColumn(field.name, column)} onConstant={(value) => setConstant(field.name, value)}
            />
          ))}
        </div>
      </section>
      <Card title={t`Columns that are not used`} actions={<span className="text-xs text-ink-faint"><Plural value={unused.length} one="# column" other="# columns" /></span>}>
        {unused.length === 0 ? <p className="text-sm text-ink-soft">{t`Every column of the file is used.`}</p> : (
          <ul className="flex flex-wrap gap-1.5">
            {unused.map((column) => <li key={column.name}><Badge title={column.samples.slice(0, 3).join(" · ")}>{column.name}{column.samples[0] && <span className="font-normal text-ink-faint">{column.samples[0].slice(0, 24)}</span>}</Badge></li>)}
          </ul>
        )}
        {rules > 0 && <p className="mt-3 text-sm text-ink-soft"><Plural value={rules} one="# rule about rows is kept from the mapping of the last file." other="# rules about rows are kept from the mapping of the last file." /></p>}
      </Card>
      <div className="card sticky bottom-0 z-10 max-sm:static">
        {(twice || fieldsMissing) && (
          <div className="grid gap-2 px-4 pt-3">
            {twice && <Note tone="bad">{t`Two fields use the same column: ${twice}. Give one of them another column.`}</Note>}
            {fieldsMissing && <Note tone="warn">{t`Still to be assigned: ${fieldsMissing}`}</Note>}
          </div>
        )}
        <StepFoot back={<Button look="quiet" icon={<ArrowLeft size={15} />} onClick={onBack}>{t`Back`}</Button>}>
          <Button look="primary" icon={<ArrowRight size={15} />} busy={busy} disabled={edits.busy || shared.size > 0 || missing.length > 0} onClick={onNext}>{t`Check every row`}</Button>
        </StepFoot>
      </div>
    </div>
  )
}
