"""What Kith says of itself, read by others."""

import json
import subprocess

from kit import ACCEPTED, ENTITY, Case, run
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT

DESCRIPTOR = "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor"


def certificate_text(key):
    """Between the lines of its PEM."""
    lines = key.certificate.read_text().splitlines()
    return "".join(line for line in lines if "CERTIFICATE" not in line)


class Metadata(Case):
    def is_verified(self, metadata, key):
        file = self.bed.write("to-verify.xml", metadata)
        done = subprocess.run(["xmlsec1", "--verify", "--id-attr:ID", DESCRIPTOR,
                               "--enabled-key-data", "raw-x509-cert",
                               "--pubkey-cert-pem", self.bed.keys[key].certificate, file],
                              capture_output=True)
        return done.returncode == 0

    def test_it_is_signed_with_the_first_key_and_what_is_changed_in_it_shows(self):
        metadata = self.bed.kith.metadata()
        self.assertTrue(self.is_verified(metadata, "own"))
        self.assertFalse(self.is_verified(metadata, "own_next"))
        changed = metadata.replace("/saml/acs", "/saml/acx")
        self.assertNotEqual(changed, metadata)
        self.assertFalse(self.is_verified(changed, "own"))

    def test_the_key_that_takes_over_signs_when_it_stands_first(self):
        metadata = self.bed.kith_with(keys=("own_next", "own")).metadata()
        self.assertTrue(self.is_verified(metadata, "own_next"))

    def test_a_provider_reads_from_it_where_messages_go(self):
        self.assertEqual(self.bed.provider.consumer(), f"{ENTITY}/saml/acs")
        for binding in (BINDING_HTTP_POST, BINDING_HTTP_REDIRECT):
            self.assertEqual(self.bed.provider.logout(binding), f"{ENTITY}/saml/logout")

    def test_a_provider_reads_from_it_both_keys_for_both_uses(self):
        ours = [certificate_text(self.bed.keys[name]) for name in ("own", "own_next")]
        for use in ("signing", "encryption"):
            shown = self.bed.provider.server.metadata.certs(ENTITY, "spsso", use)
            self.assertEqual(["".join(each.split()) for each in shown], ours)

    def test_it_asks_for_signed_assertions_unless_signed_responses_do(self):
        for must, wanted in (("assertion", "true"), ("response", "false")):
            metadata = self.bed.kith_with(settings=f'signed="{must}"').metadata()
            self.assertIn(f'WantAssertionsSigned="{wanted}"', metadata)

    def test_as_json_it_is_the_same_document_in_one_string(self):
        said = run("saml", "metadata", "--manifest", self.bed.kith.manifest, "--json",
                   expect=ACCEPTED).stdout
        self.assertEqual(list(json.loads(said)), ["metadata"])
        self.assertTrue(self.is_verified(json.loads(said)["metadata"], "own"))
