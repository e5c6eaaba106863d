import type { Schema } from "@/api/types"

export const roleNames = ["admin", "manager", "buyer", "sales", "store", "viewer"] as const satisfies Schema<"UserDraft">["roles"]
export type RoleName = (typeof roleNames)[number]

export type User = Omit<Schema<"UserView">, "roles"> & { roles: RoleName[] }
export type Role = Omit<Schema<"RoleView">, "name"> & { name: RoleName }
export type Place = Schema<"LocationView">
export type Session = Schema<"SessionView">
export type ApiKey = Schema<"ApiKeyView">
export type UserDraft = Schema<"UserDraft">
export type UserChange = Schema<"UserChange">
