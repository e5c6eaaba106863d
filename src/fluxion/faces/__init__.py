"""Faces let people and programs in: each parses, makes one call and renders. They know domains, never each other."""
