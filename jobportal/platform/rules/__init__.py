"""The rules of a round as data: who may take part, the points, the order, the places, the wage."""
