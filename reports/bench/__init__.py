"""The benchmark: a made-up district of many years, its pages, the same sums by hand in SQL."""
