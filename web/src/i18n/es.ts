import { merge } from "./merge"

export const messages = merge(import.meta.glob(["./locales/es.po", "../features/*/locales/es.po"], { eager: true }))
