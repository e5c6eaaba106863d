import { merge } from "./merge"

export const messages = merge(import.meta.glob(["./locales/pt.po", "../features/*/locales/pt.po"], { eager: true }))
