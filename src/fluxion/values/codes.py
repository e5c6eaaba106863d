"""Codes and words as people mean them: what two of them share when they are the same to a reader."""

import unicodedata


def code_key(code: str) -> str:
    """What makes two codes the same code: case and surplus blanks do not count, everything else does.

    >>> code_key("  85123a "), code_key("85123A")
    ('85123A', '85123A')
    """
    return " ".join(unicodedata.normalize("NFKC", code).split()).upper()


def search_key(*texts: str | None) -> str:
    """The texts as they are searched and sorted: lower case, without accents, blanks collapsed.

    >>> search_key("Azúcar  MORENA", None, "Ñ1")
    'azucar morena n1'
    """
    joined = " ".join(text for text in texts if text)
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(mark))
    return " ".join(bare.lower().split())
