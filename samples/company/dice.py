"""Random numbers that are the same on every machine and in every version of Python."""

_MASK = (1 << 64) - 1


class Dice:
    """splitmix64: small, fast and good enough for a made-up company."""

    def __init__(self, seed):
        self._state = seed & _MASK

    def next(self):
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def below(self, bound):
        return self.next() % bound

    def between(self, lowest, highest):
        return lowest + self.next() % (highest - lowest + 1)

    def chance(self, per_mille):
        return self.next() % 1000 < per_mille

    def pick(self, choices):
        return choices[self.next() % len(choices)]

    def some(self, choices, count):
        """`count` different ones, in the order in which they were drawn."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def shuffled(self, items):
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
