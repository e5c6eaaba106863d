"""Domains: what Fluxion knows and decides. Nouns keep; see `docs/where-things-live.md` for the storeys."""
