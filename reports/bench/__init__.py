"""The benchmark: a made-up district of ten years, the pages over it, the same sums by hand in SQL."""
