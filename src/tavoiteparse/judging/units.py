"""Which units can be compared, and figures in the base unit of their kind."""

from types import MappingProxyType

from tavoiteparse.contract.model import Luku

# What a unit measures, and how many of the kind's base unit it is; units that are not named here count something.
KINDS = MappingProxyType(
    {
        "share": {"%": 1.0, "%-yks.": 1.0, "‰": 0.1},
        "money": {"€": 1.0, "kr": 0.1},
        "time": {"min": 1 / 1440, "tunti": 1 / 24, "pv": 1.0, "vrk": 1.0, "vk": 7.0, "kk": 30.4, "v": 365.0},
        "length": {"m": 1.0, "km": 1000.0},
        "area": {"m²": 1.0, "k-m²": 1.0, "km²": 1e6, "ha": 1e4},
        "volume": {"m³": 1.0},
        "mass": {"kg": 1.0, "t": 1000.0, "t CO2-ekv": 1000.0},
        "energy": {"kWh": 1.0, "MWh": 1e3, "GWh": 1e6},
        "score": {"NPS": 1.0, "eNPS": 1.0, "piste": 1.0},
    }
)
KIND_OF = MappingProxyType({unit: kind for kind, units in KINDS.items() for unit in units})
FACTORS = MappingProxyType({unit: factor for units in KINDS.values() for unit, factor in units.items()})
COUNT = "count"


def kind(unit: str | None) -> str | None:
    """What a unit measures; of a ratio such as `pv/htv`, its upper part. None without a unit."""
    return KIND_OF.get(unit.partition("/")[0], COUNT) if unit else None


def comparable(one: Luku, other: Luku) -> bool:
    """Whether two figures measure the same thing: weeks and days do, `70 %` and `412 hlöä` do not.

    A figure without a unit is taken in that of the other, unless that is money or a ratio.
    """
    if one.yksikko is None or other.yksikko is None:
        return True
    if ("/" in one.yksikko) != ("/" in other.yksikko) and "%" in (one.yksikko, other.yksikko):
        return False
    return kind(one.yksikko) == kind(other.yksikko)


def values(one: Luku, other: Luku) -> tuple[float, float]:
    """The values of two comparable figures in one unit; those without a unit, or of the same, as they are."""
    if one.yksikko == other.yksikko or one.yksikko is None or other.yksikko is None:
        return one.arvo, other.arvo
    return one.arvo * FACTORS.get(one.yksikko, 1.0), other.arvo * FACTORS.get(other.yksikko, 1.0)
