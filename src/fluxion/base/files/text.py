"""Text files at byte level: what encoding they are in, samples from all over them, and a copy in UTF-8."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluxion.base.files.shapes import Encoding

CHUNK = 4 << 20
_SAMPLE_BYTES = 128 << 10
_SAMPLE_PLACES = 9
_BOMS = ((codecs.BOM_UTF8, Encoding.UTF_8), (codecs.BOM_UTF16_LE, Encoding.UTF_16), (codecs.BOM_UTF16_BE, Encoding.UTF_16))
_UNDEFINED_IN_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_CP850_LETTERS = bytes((0x82, 0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0x81, 0x87, 0x90))
_LATIN_LETTERS = bytes(range(0xC0, 0x100))


@dataclass(frozen=True)
class Spelling:
    """The encoding of a text file, and whether every byte of it fits."""

    encoding: Encoding
    is_clean: bool


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a few megabytes at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def find_encoding(path: Path) -> Spelling:
    """The encoding of a text file, judged by all of its bytes, not by the first ones."""
    with path.open("rb") as file:
        head = file.read(4096)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return Spelling(encoding, encoding is not Encoding.UTF_8 or _fits(path, "utf-8-sig"))
    if wide := _wide_without_bom(head):
        return Spelling(wide, True)
    if _fits(path, "utf-8"):
        return Spelling(Encoding.UTF_8, True)
    return _one_byte_encoding(path)


def _wide_without_bom(head: bytes) -> Encoding | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > 0.6 * half and even < 0.1 * half:
        return Encoding.UTF_16_LE
    if half and even > 0.6 * half and odd < 0.1 * half:
        return Encoding.UTF_16_BE
    return None


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _one_byte_encoding(path: Path) -> Spelling:
    high: dict[int, int] = {}
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for chunk in chunks(path):
        for value in set(chunk) - set(range(128)):
            high[value] = high.get(value, 0) + chunk.count(value)
        text = decoder.decode(chunk)
        lost = text.count("�")
        bad += lost
        good += len(text) - lost - sum(map(chunk.count, range(128)))
    if good > 2 * bad:
        return Spelling(Encoding.UTF_8, False)
    dos = sum(high.get(value, 0) for value in _CP850_LETTERS)
    windows = sum(high.get(value, 0) for value in _LATIN_LETTERS)
    if dos > windows:
        return Spelling(Encoding.CP850, True)
    if any(high.get(value) for value in _UNDEFINED_IN_CP1252) or not any(0x80 <= value < 0xA0 for value in high):
        return Spelling(Encoding.LATIN_1, True)
    return Spelling(Encoding.CP1252, True)


def codec_name(encoding: Encoding) -> str:
    """Python's name for the encoding; a byte order mark at the start is dropped."""
    return "utf-8-sig" if encoding is Encoding.UTF_8 else encoding.value


def as_utf8(path: Path, encoding: Encoding, folder: Path) -> Path:
    """The file itself when it already is clean UTF-8, else a copy that is.

    Bytes that do not fit become U+FFFD, so that the rows they lie in can be reported one by one.
    """
    if encoding is Encoding.UTF_8 and _fits(path, "utf-8"):
        return path
    copy = folder / "utf8.txt"
    decoder = codecs.getincrementaldecoder(codec_name(encoding))("replace")
    with copy.open("wb") as out:
        for chunk in chunks(path):
            out.write(decoder.decode(chunk).encode("utf-8", "replace"))
        out.write(decoder.decode(b"", final=True).encode("utf-8", "replace"))
    return copy


def sample_lines(path: Path, encoding: Encoding) -> tuple[list[str], list[str]]:
    """The first lines of a text file, and whole lines from places all over it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        first = file.read(_SAMPLE_BYTES)
        name = codec_name(encoding)
        if encoding is Encoding.UTF_16:
            name = "utf-16-be" if first.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
        head = _lines(first, name, size <= _SAMPLE_BYTES)
        spread: list[str] = []
        if size > _SAMPLE_BYTES:
            for place in range(1, _SAMPLE_PLACES + 1):
                start = (size - _SAMPLE_BYTES // 8) * place // _SAMPLE_PLACES
                file.seek(max(start - start % 4, 0))
                spread += _lines(file.read(_SAMPLE_BYTES // 8), name, False)[1:]
    return head, spread


def _lines(block: bytes, codec: str, is_whole: bool) -> list[str]:
    text = block.decode(codec, "replace").lstrip("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if is_whole or len(lines) < 2 else lines[:-1]
