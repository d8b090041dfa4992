"""kithctl and a host on real directories."""
