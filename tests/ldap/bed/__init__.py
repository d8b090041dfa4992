"""Real directory servers for tests: each lives in one folder, on loopback, and dies with its test.

    sys.path.insert(0, ".../tests/ldap")
    from bed import Slapd
    with Slapd.start(folder, people=200) as server: ...

`server.py` says what all of them can do, `company.py` who is in them, `changes.py` what happens there.
"""

from .ds389 import Ds389
from .samba_ad import SambaAd
from .slapd import Slapd

SERVERS = {"slapd": Slapd, "samba": SambaAd, "389": Ds389}

__all__ = ["SERVERS", "Ds389", "SambaAd", "Slapd"]
