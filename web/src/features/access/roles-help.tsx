import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { ShieldCheck } from "lucide-react"
import { useState } from "react"
import { Button } from "@/ui/button"
import { Dialog } from "@/ui/dialog"
import { rolesQuery } from "./api"
import { useRoleWords } from "./words"

/** The roles and the rights each gives, as the server applies them. */
export function RolesHelp() {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const roles = useQuery({ ...rolesQuery, enabled: open }).data
  const words = useRoleWords()
  const rights = [...new Set(roles?.flatMap((role) => role.rights) ?? [])].sort()
  return (
    <>
      <Button icon={<ShieldCheck size={14} />} onClick={() => setOpen(true)}>{t`Roles`}</Button>
      <Dialog open={open} onOpenChange={setOpen} size="lg" title={t`Roles and their rights`} description={t`The server checks them in every action, whatever a page shows.`}>
        <div className="max-h-[60vh] overflow-auto" tabIndex={0} role="region" aria-label={t`Roles and their rights`}>
          <table className="w-full text-sm">
            <thead className="sticky top-0 bg-surface">
              <tr>
                <th scope="col" className="py-1 text-left font-medium">{t`Right`}</th>
                {roles?.map((role) => <th key={role.name} scope="col" title={words[role.name].does} className="px-2 py-1 font-medium">{words[role.name].name}</th>)}
              </tr>
            </thead>
            <tbody>
              {rights.map((right) => (
                <tr key={right} className="border-t">
                  <th scope="row" className="py-1 text-left text-xs font-normal">{right}</th>
                  {roles?.map((role) => (
                    <td key={role.name} className="text-center">
                      {role.rights.includes(right) ? <span className="text-good" role="img" aria-label={t`yes`}>●</span> : <span className="sr-only">{t`no`}</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Dialog>
    </>
  )
}
