"""The quantiles that were asked for: bands in percent, or quantiles themselves."""

from dataclasses import dataclass

USUAL = (0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True)
class Levels:
    """Quantiles to compute, rising, and the central bands (width in percent) that are told by their two ends as well."""

    quantiles: tuple[float, ...]
    bands: tuple[float, ...]

    def ends(self, width: float) -> tuple[float, float]:
        """The quantiles that bound a band.

        >>> Levels((), ()).ends(80)
        (0.1, 0.9)
        """
        return round(0.5 - width / 200, 6), round(0.5 + width / 200, 6)


def asked_levels(text: str) -> Levels | None:
    """What `--levels` says: numbers from 1 on are widths of bands in percent, those below 1 quantiles; None when it is neither.

    >>> levels = asked_levels("80,0.99")
    >>> levels.bands, levels.quantiles
    ((80.0,), (0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99))
    """
    try:
        numbers = [float(each) for each in text.split(",") if each.strip()]
    except ValueError:
        return None
    if not all(0 < number < 100 for number in numbers):
        return None
    bands = tuple(sorted({number for number in numbers if number >= 1}))
    wanted = Levels((), bands)
    ends = {end for width in bands for end in wanted.ends(width)}
    return Levels(tuple(sorted({*USUAL, *(number for number in numbers if number < 1), *ends})), bands)
