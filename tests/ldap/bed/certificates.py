"""Two authorities and a server's certificates, made by the command openssl."""

import pathlib
import subprocess

NAMES = "DNS:localhost,DNS:one.kith.test,DNS:two.kith.test,IP:127.0.0.1"

# What a server can show instead of its good certificate.
KINDS = ("good", "foreign", "expired", "wrong_name")


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Certificates:
    """`folder/KIND.crt` and `.key` for each of KINDS; all but "foreign" are signed by `ca_file`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ca_file = self.folder / "ca.crt"
        self.other_ca_file = self.folder / "other.crt"
        if self.ca_file.exists():
            return
        self._authority("ca", "Kith test CA")
        self._authority("other", "Another CA")
        self._sign("good", "ca", NAMES, 30)
        self._sign("foreign", "other", NAMES, 30)
        self._sign("expired", "ca", NAMES, -1)
        self._sign("wrong_name", "ca", "DNS:dc1.example.org", 30)

    def certificate(self, kind):
        return self.folder / f"{kind}.crt"

    def key(self, kind):
        return self.folder / f"{kind}.key"

    def _new_key(self, name, subject):
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-subj", f"/CN={subject}", "-keyout", self.key(name)]

    def _authority(self, name, subject):
        openssl("req", "-x509", *self._new_key(name, subject), "-days", 30,
                "-out", self.certificate(name))

    def _sign(self, name, authority, names, days):
        request, extensions = self.folder / f"{name}.csr", self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName={names}\n")
        openssl("req", *self._new_key(name, "localhost"), "-out", request)
        openssl("x509", "-req", "-in", request, "-CA", self.certificate(authority),
                "-CAkey", self.key(authority), "-CAcreateserial", "-days", days,
                "-extfile", extensions, "-out", self.certificate(name))
        self.key(name).chmod(0o600)
