import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { UserPlus } from "lucide-react"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { Badge, Status } from "@/ui/badge"
import { Button } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { ChoiceFilter, FilterBar, SearchBox } from "@/ui/filter-bar"
import { Page } from "@/ui/page"
import { DataTable, type Column } from "@/ui/table"
import { placesQuery } from "./api"
import { RolesHelp } from "./roles-help"
import type { Place, User } from "./types"
import { UserForm } from "./user-form"
import { useRoleWords } from "./words"

type Search = { q?: string; active?: boolean; sort?: string }

function usePlaceWords() {
  const { t } = useLingui()
  const places = useQuery(placesQuery).data
  const nameOf = (id: number) => places?.find((place: Place) => place.id === id)?.name ?? String(id)
  return (user: User) => (user.location_ids === null ? t`All locations` : user.location_ids.map(nameOf).join(", "))
}

function useColumns(): Column<User>[] {
  const { t } = useLingui()
  const { ago } = useFormat()
  const roles = useRoleWords()
  const placesOf = usePlaceWords()
  return [
    { id: "name", header: t`Name`, sort: "name", width: 180, grow: 2, isFixed: true, cell: (user) => <span className="font-medium">{user.name}</span> },
    { id: "email", header: t`E-mail`, sort: "email", width: 200, grow: 2, cell: (user) => user.email },
    { id: "roles", header: t`Roles`, width: 180, grow: 1, cell: (user) => <span className="inline-flex gap-1">{user.roles.map((role) => <Badge key={role}>{roles[role].name}</Badge>)}</span> },
    { id: "places", header: t`Locations`, width: 160, grow: 1, cell: placesOf },
    { id: "seen", header: t`Last seen`, width: 120, cell: (user) => ago(user.last_seen_at) },
    { id: "active", header: t`State`, width: 120, cell: (user) => <UserState user={user} /> },
  ]
}

function UserState({ user }: { user: User }) {
  const { t } = useLingui()
  return user.active ? <Status tone="good">{t`Active`}</Status> : <Status>{t`Inactive`}</Status>
}

/** The accounts: who may come in, with which roles, confined to which locations. */
export function UsersPage() {
  const { t } = useLingui()
  const can = useCan()
  const [filters, setFilters] = useFilters<Search>()
  const [editing, setEditing] = useState<User | "new" | null>(null)
  const list = useList<User>("/users", { q: filters.q, active: filters.active, sort: filters.sort })
  const columns = useColumns()
  const roles = useRoleWords()
  const states = useMemo(() => [{ value: "true", label: t`Active` }, { value: "false", label: t`Inactive` }], [t])
  const hasFilters = filters.q !== undefined || filters.active !== undefined
  const create = can("access.create_user") && <Button look="primary" icon={<UserPlus size={14} />} onClick={() => setEditing("new")}>{t`New user`}</Button>

  return (
    <Page title={t`Users`} description={t`Who may come in, what they may do, and for which locations.`} isFull actions={<><RolesHelp />{create}</>}>
      <DataTable<User>
        toolbar={
          <FilterBar onClear={hasFilters ? () => setFilters({ q: undefined, active: undefined }) : undefined}>
            <SearchBox label={t`Search by name or e-mail`} value={filters.q} onChange={(q) => setFilters({ q })} />
            <ChoiceFilter label={t`State`} value={filters.active === undefined ? undefined : String(filters.active)} options={states} onChange={(value) => setFilters({ active: value === undefined ? undefined : value === "true" })} />
          </FilterBar>
        }
        id="users" label={t`Users`} {...list} columns={columns} rowKey={(user) => String(user.id)}
        sort={filters.sort ?? "name"} onSort={(sort) => setFilters({ sort })} onOpen={setEditing}
        renderCard={(user) => (
          <button type="button" className="grid min-h-11 w-full gap-1 text-left" onClick={() => setEditing(user)}>
            <span className="flex justify-between gap-2"><b className="truncate">{user.name}</b><UserState user={user} /></span>
            <span className="truncate text-sm text-ink-soft">{user.email}</span>
            <span className="text-sm">{user.roles.map((role) => roles[role].name).join(", ")}</span>
          </button>
        )}
        empty={<Empty title={t`Nobody found`}>{t`No account matches these filters.`}</Empty>}
      />
      {editing && <UserForm user={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}
