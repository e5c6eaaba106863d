export const roleNames = ["admin", "manager", "buyer", "sales", "store", "viewer"] as const
export type RoleName = (typeof roleNames)[number]

export type User = {
  id: number
  email: string
  name: string
  lang: string
  active: boolean
  roles: RoleName[]
  location_ids: number[] | null
  last_seen_at: string | null
  created_at: string
  version: number
}

export type Role = { name: RoleName; rights: string[] }
export type Place = { id: number; code: string; name: string }
export type Session = { id: string; created_at: string; last_seen_at: string; ends_at: string; user_agent: string; address: string; current: boolean }
export type ApiKey = { id: number; name: string; prefix: string; created_at: string; expires_at: string | null; revoked_at: string | null; secret: string | null }
export type UserDraft = { name: string; email: string; password: string; roles: RoleName[]; location_ids: number[] | null; lang: string }
export type UserChange = Partial<Omit<UserDraft, "email">> & { active?: boolean }
