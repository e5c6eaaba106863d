import { useLingui } from "@lingui/react/macro"
import { Download } from "lucide-react"
import { useState } from "react"
import { download } from "@/api/files"
import type { Query } from "@/api/http"
import { Button } from "./button"
import { Menu, MenuItem } from "./menu"
import { failed } from "./toast"

const formats = { csv: "CSV", xlsx: "Excel", json: "JSON", parquet: "Parquet" } as const

/** Exports exactly what the list shows: give it the list's path and its filters, and what is not kept yet as `body`. */
export function ExportMenu({ path, query, body }: { path: string; query?: Query; body?: unknown }) {
  const { t } = useLingui()
  const [busy, setBusy] = useState(false)
  const save = (format: keyof typeof formats) => {
    setBusy(true)
    download(`${path}/export`, { ...query, format }, `export.${format}`, body).catch(failed).finally(() => setBusy(false))
  }
  return (
    <Menu trigger={<Button icon={<Download size={14} />} busy={busy}>{t`Export`}</Button>}>
      {(Object.keys(formats) as (keyof typeof formats)[]).map((format) => (
        <MenuItem key={format} onSelect={() => save(format)}>{formats[format]}</MenuItem>
      ))}
    </Menu>
  )
}

/** Saves one file of the API (a PDF, an error report). */
export function DownloadButton({ path, query, children }: { path: string; query?: Query; children: string }) {
  const [busy, setBusy] = useState(false)
  const save = () => {
    setBusy(true)
    download(path, query).catch(failed).finally(() => setBusy(false))
  }
  return <Button icon={<Download size={14} />} busy={busy} onClick={save}>{children}</Button>
}
