import { Trans, useLingui } from "@lingui/react/macro"
import { useNavigate } from "@tanstack/react-router"
import { useQueryClient } from "@tanstack/react-query"
import { FileUp } from "lucide-react"
import { useRef, useState, type DragEvent } from "react"
import { newKey } from "@/api/http"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { problemWords } from "@/lib/problem-words"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { Field } from "@/ui/field"
import { Link } from "@/ui/link"
import { Note, Page } from "@/ui/page"
import { Progress } from "@/ui/progress"
import { runChanged, uploadFile, type EntityName } from "./api"
import { EntityChoice } from "./entity-choice"
import { sizeWords } from "./size"
import { StepsBar } from "./steps-bar"
import { advisedOrder } from "./steps"
import { useEntityWords } from "./words"

type Sending = { file: File; share: number; stop: AbortController }

/** Sends the file, then leads to what was found in it. */
function useSending(entity: EntityName | undefined) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [sending, setSending] = useState<Sending | null>(null)
  const [problem, setProblem] = useState<{ title: string; detail?: string } | null>(null)
  const send = async (file: File | undefined) => {
    if (!file || sending) return
    const stop = new AbortController()
    setProblem(null)
    setSending({ file, share: 0, stop })
    try {
      const run = await uploadFile(file, entity, { idempotencyKey: newKey(), signal: stop.signal, onProgress: (share) => setSending({ file, share, stop }) })
      await runChanged(client, run.id, run)
      await navigate({ to: paths.import(run.id) as never, replace: true })
    } catch (error) {
      if (stop.signal.aborted) setProblem(null)
      else setProblem(problemWords(error) ?? { title: t`The file could not be sent` })
    } finally {
      setSending(null)
    }
  }
  return { sending, problem, send }
}

/** Step one: choose or drop a file. */
export function UploadPage() {
  const { t } = useLingui()
  const [{ entity }, setSearch] = useFilters<{ entity?: EntityName }>()
  const { sending, problem, send } = useSending(entity)
  return (
    <Page title={t`Import a file`} above={<Link to={paths.imports}>{t`Import`}</Link>} description={t`Nothing is written until you have seen what would change.`}>
      <StepsBar step="file" canVisit={() => false} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <section className="card grid gap-4 p-4">
          <Field label={t`What the file holds`} help={t`You can change it after the upload.`} className="max-w-sm">
            <EntityChoice canGuess value={entity} onChange={(next) => setSearch({ entity: next })} disabled={sending !== null} />
          </Field>
          {sending ? <SendingCard sending={sending} /> : <DropArea onFile={(file) => void send(file)} />}
          {problem && <Note tone="bad"><b className="font-semibold">{problem.title}</b>{problem.detail && <><br />{problem.detail}</>}</Note>}
        </section>
        <Advice chosen={entity} />
      </div>
    </Page>
  )
}

function SendingCard({ sending }: { sending: Sending }) {
  const { t } = useLingui()
  const { locale, percent } = useFormat()
  const { file, share, stop } = sending
  const isLooking = share >= 1
  return (
    <div className="grid gap-3 rounded-lg border p-4" role="status">
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <span className="min-w-0 flex-1 truncate font-medium">{file.name} <span className="text-ink-faint">· {sizeWords(file.size, locale)}</span></span>
        <span className="tabular text-ink-soft">{isLooking ? t`Looking at what is in it…` : percent(share, 0)}</span>
        <Button size="sm" onClick={() => stop.abort()}>{t`Cancel`}</Button>
      </div>
      <Progress value={share} label={t`Upload of ${file.name}`} />
    </div>
  )
}

/** Takes a file by drop, click or key. */
export function DropArea({ onFile }: { onFile: (file: File | undefined) => void }) {
  const { t } = useLingui()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const over = (event: DragEvent, to: boolean) => {
    event.preventDefault()
    setOver(to)
  }
  return (
    <div
      onDragEnter={(event) => over(event, true)} onDragOver={(event) => over(event, true)} onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false)
        onFile(event.dataTransfer.files[0])
      }}
      className={cx("grid justify-items-center gap-3 rounded-lg border-2 border-dashed px-6 py-12 text-center transition-colors max-sm:py-8", isOver ? "border-accent bg-accent-soft" : "border-line-strong/50 bg-sunken")}
    >
      <span aria-hidden="true" className="grid size-12 place-items-center rounded-full bg-surface text-accent-ink"><FileUp size={22} /></span>
      <p className="text-base font-medium max-sm:hidden"><Trans>Drop a file here</Trans></p>
      <Button look="primary" size="lg" onClick={() => input.current?.click()}>{t`Choose a file`}</Button>
      <p className="max-w-md text-xs text-ink-soft">{t`CSV, Excel (.xlsx), Parquet or JSON lines, up to 512 MB. Separators, decimals, dates and accents are recognised by themselves.`}</p>
      <input
        ref={input} type="file" className="sr-only" tabIndex={-1} aria-label={t`File to import`} accept=".csv,.txt,.tsv,.xlsx,.parquet,.jsonl,.ndjson,.json"
        onChange={(event) => {
          onFile(event.target.files?.[0])
          event.target.value = ""
        }}
      />
    </div>
  )
}

/** The order that asks for the least going back. */
function Advice({ chosen }: { chosen: EntityName | undefined }) {
  const { t } = useLingui()
  const words = useEntityWords()
  return (
    <aside className="card p-4" aria-label={t`Advised order`}>
      <h2 className="text-sm font-semibold">{t`Advised order`}</h2>
      <p className="mt-1 text-xs text-ink-soft">{t`Sales alone also work: products and locations that they name can be created on the way.`}</p>
      <ol className="mt-3 grid gap-2.5">
        {advisedOrder.map((name, at) => (
          <li key={name} className="flex gap-2.5 text-sm">
            <span aria-hidden="true" className={cx("tabular grid size-5 shrink-0 place-items-center rounded-full text-xs", name === chosen ? "bg-accent text-on-accent" : "bg-sunken text-ink-soft")}>{at + 1}</span>
            <span className="min-w-0"><b className="font-medium">{words[name].name}</b><br /><span className="text-xs text-ink-soft">{words[name].does}</span></span>
          </li>
        ))}
      </ol>
    </aside>
  )
}
