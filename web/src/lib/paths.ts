type Id = number | string

/** Every page's address: link to other features through these, never by importing them. */
export const paths = {
  home: "/",
  suggestions: "/suggestions",
  approve: "/approve",
  orders: "/purchase-orders",
  order: (id: Id) => `/purchase-orders/${id}`,
  transfers: "/transfers",
  stock: "/stock",
  alerts: "/alerts",
  abc: "/abc",
  products: "/products",
  product: (id: Id) => `/products/${id}`,
  locations: "/locations",
  suppliers: "/suppliers",
  customers: "/customers",
  imports: "/imports",
  import: (id: Id) => `/imports/${id}`,
  jobs: "/jobs",
  users: "/users",
  user: (id: Id) => `/users/${id}`,
  parameters: "/parameters",
  audit: "/audit",
  profile: "/profile",
  signIn: "/sign-in",
  setup: "/setup",
} as const
