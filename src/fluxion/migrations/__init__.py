"""One Alembic history for both databases; `make migration name=…` writes the next step."""
