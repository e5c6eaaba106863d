export type Company = { name: string; currency: string; timezone: string; lang: string; demo: boolean }

export type Me = {
  id: number
  email: string
  name: string
  lang: string
  roles: string[]
  rights: string[]
  locations: { id: number; code: string; name: string }[] | null
  company: Company
}

export type Token = { access_token: string; token_type: string; expires_in: number; user?: Me }

/** One answer of a list endpoint. */
export type Page<T> = { items: T[]; next_cursor: string | null; total: number | null }
