"""Printed texts as data: quantities, periods, statuses. The printed text always stands beside what is made of it."""

from tavoiteparse.values.quantities import count_figures, has_figure, quantities

__all__ = ["count_figures", "has_figure", "quantities"]
