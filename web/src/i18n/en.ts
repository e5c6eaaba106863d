import { merge } from "./merge"

export const messages = merge(import.meta.glob(["./locales/en.po", "../features/*/locales/en.po"], { eager: true }))
