"""Kith and a company's identity provider, pysaml2, which have nothing of each other but the
metadata that each writes.

The program's first argument is kithctl.
"""

import base64
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from encrypting_server import AES_CBC, AES_GCM, TRIPLE_DES, EncryptingServer
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, samlp, xmldsig
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, Issuer, NameID

ACCEPTED, REFUSED, USAGE, COULD_NOT_RUN = 0, 1, 2, 3

ENTITY = "https://intranet.example/kith"
OTHER_ENTITY = "https://other.example/kith"
PROVIDER = "https://login.example/idp"
REQUEST = "_asked-by-kith"
NAME_ID = "a7c1-of-nobody-else"
IDENTITY = {"employeeNumber": ["100042"], "isMemberOf": ["staff", "kith-admins"]}
# What these two are called in a message: RFC 2798 and the schema eduMember give the numbers.
EMPLOYEE_NUMBER = "urn:oid:2.16.840.1.113730.3.1.3"
MEMBER_OF = "urn:oid:1.3.6.1.4.1.5923.1.5.1.1"

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<kith xmlns="urn:kith:manifest:1">
  <tenant id="northwind" name="Northwind" timeZone="Europe/Berlin">
    <role name="coordinator" person="cora"/>
    <role name="it-admin" person="tom"/>
  </tenant>
  <store database="data/kith.sqlite" keySource="file:keys/root.key"/>
  <people><csv path="people.csv"/></people>
  {saml}
</kith>
"""
SAML = """<saml entityId="{entity}" address="{entity}">
    {keys}
    <provider name="login" metadata="{metadata}" personAttribute="{person}" {settings}>
      {contexts}
      <grant role="it-admin" attribute="{member_of}" value="kith-admins"/>
      <grant role="coordinator" attribute="{member_of}" value="kith-coordinators"/>
    </provider>
  </saml>"""


def run(*arguments, expect):
    done = subprocess.run([sys.argv[1], *map(str, arguments)], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    if done.returncode != expect:
        raise AssertionError(f"kithctl {' '.join(map(str, arguments))}: exit {done.returncode}, "
                             f"not {expect}\n{done.stdout}{done.stderr}")
    return done


def moment(**later):
    """RFC 3339, so much later than now."""
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**later)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def in_base64(xml):
    return base64.b64encode(xml.encode()).decode()


class Key:
    """A private key and a certificate about it, made by openssl."""

    def __init__(self, folder, name):
        self.private = folder / f"{name}.key"
        self.certificate = folder / f"{name}.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30",
                        "-subj", f"/CN={name}", "-keyout", self.private, "-out", self.certificate],
                       check=True, capture_output=True)
        self.private.chmod(0o600)


class Kith:
    """A manifest that has one provider, and kithctl over it."""

    def __init__(self, folder, metadata, keys, entity=ENTITY, settings="", contexts=""):
        own = "".join(f'<key certificate="{key.certificate}" reference="file:{key.private}"/>'
                      for key in keys)
        section = SAML.format(entity=entity, keys=own, metadata=metadata, settings=settings,
                              contexts=contexts, person=EMPLOYEE_NUMBER, member_of=MEMBER_OF)
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=folder))
        self.manifest = self.folder / "kith.xml"
        self.manifest.write_text(MANIFEST.format(saml=section))

    def metadata(self):
        return run("saml", "metadata", "--manifest", self.manifest, expect=ACCEPTED).stdout

    def verify(self, message, *options, expect):
        """What `saml verify --json` says; the exit code is `expect`."""
        file = self.folder / "message"
        file.write_text(message)
        said = run("saml", "verify", "--manifest", self.manifest, "--response", file, "--json",
                   *options, expect=expect).stdout
        return json.loads(said)


class Provider:
    """pysaml2 as identity provider. It signs with one key and may show more certificates; where
    its messages go it takes from the metadata of `partners`."""

    def __init__(self, key, more=(), partners=(), entity=PROVIDER, sha1=False):
        algorithms = {} if sha1 else {"signing_algorithm": xmldsig.SIG_RSA_SHA256,
                                      "digest_algorithm": xmldsig.DIGEST_SHA256}
        logout = "https://login.example/logout"
        self.config = IdPConfig().load({
            "entityid": entity,
            "key_file": str(key.private),
            "cert_file": str(key.certificate),
            "additional_cert_files": [str(each.certificate) for each in more],
            "metadata": {"local": [str(each) for each in partners]},
            "service": {"idp": {
                "endpoints": {
                    "single_sign_on_service": [("https://login.example/", BINDING_HTTP_REDIRECT)],
                    "single_logout_service": [(logout, BINDING_HTTP_REDIRECT),
                                              (logout, BINDING_HTTP_POST)]},
                "policy": {"default": {"lifetime": {"minutes": 15},
                                       "name_form": NAME_FORMAT_URI}},
                **algorithms}},
        })
        self.server = EncryptingServer(config=self.config)

    def metadata(self):
        return str(entity_descriptor(self.config))

    def location(self, service, binding, entity=ENTITY):
        return self.server.pick_binding(service, [binding], "spsso", entity_id=entity)[1]

    def consumer(self, entity=ENTITY):
        return self.location("assertion_consumer_service", BINDING_HTTP_POST, entity)

    def logout(self, binding):
        return self.location("single_logout_service", binding)

    def name_id(self):
        return NameID(text=NAME_ID, format=NAMEID_FORMAT_PERSISTENT)

    def made(self, **different):
        """A response as pysaml2's object, or as text where pysaml2 signed in it."""
        told = {"identity": dict(IDENTITY), "in_response_to": REQUEST,
                "destination": self.consumer(), "sp_entity_id": ENTITY, "name_id": self.name_id(),
                "authn": {"class_ref": PASSWORDPROTECTEDTRANSPORT}, "sign_response": False,
                "sign_assertion": True, **different}
        return self.server.create_authn_response(**told)

    def response(self, **different):
        return str(self.made(**different))

    def response_with_conditions(self, **times):
        """Signed after the conditions were given these times."""
        response = self.made(sign_assertion=False)
        for name, at in times.items():
            setattr(response.assertion.conditions, name, at)
        return str(self.server.sign(response))

    def encrypted(self, cipher, certificate=0, **different):
        self.server.cipher, self.server.certificate = cipher, certificate
        return self.response(encrypt_assertion=True, **different)

    def no_sign_in(self, status):
        return str(self.server.create_error_response(REQUEST, self.consumer(), (status, "no"),
                                                     sign=True))

    def logout_request(self, binding, sign, **different):
        told = {"destination": self.logout(binding), "issuer_entity_id": ENTITY,
                "name_id": self.name_id(), "session_indexes": ["session-1"], **different}
        return str(self.server.create_logout_request(sign=sign, **told)[1])

    def logout_response(self, binding, sign, **different):
        request = samlp.LogoutRequest(id=REQUEST, issuer=Issuer(text=ENTITY))
        return str(self.server.create_logout_response(request, [binding], sign=sign, **different))

    def query(self, xml, relay_state="", response=False):
        """That of a redirect, signed."""
        sent = self.server.apply_binding(
            BINDING_HTTP_REDIRECT, xml, self.logout(BINDING_HTTP_REDIRECT), relay_state,
            response=response, sign=True)
        return dict(sent["headers"])["Location"].partition("?")[2]


class Bed:
    """What all tests share: the keys, the two sides, another service that the provider knows."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        keys = {name: Key(self.folder, name) for name in ("own", "own_next", "login", "login_next")}
        self.keys = keys
        before = Provider(keys["login"], more=[keys["login_next"]])
        self.login_metadata = self.write("login.xml", before.metadata())
        self.kith = self.kith_with()
        other = self.kith_with(entity=OTHER_ENTITY)
        self.partners = [self.write("kith.xml", self.kith.metadata()),
                         self.write("other.xml", other.metadata())]
        self.provider = self.provider_with("login")

    def write(self, name, text):
        file = self.folder / name
        file.write_text(text)
        return file

    def kith_with(self, metadata=None, keys=("own", "own_next"), **different):
        return Kith(self.folder, metadata or self.login_metadata,
                    [self.keys[name] for name in keys], **different)

    def provider_with(self, key, **different):
        return Provider(self.keys[key], partners=self.partners, **different)


class Case(unittest.TestCase):
    """A test between the two sides of one bed."""

    bed = None  # Set before the first test runs.

    def accepted(self, message, *options, kith=None, request=REQUEST):
        verdict = self.said(ACCEPTED, message, options, kith, request)
        self.assertEqual((verdict["verdict"], verdict["reason"]), ("accept", ""))
        self.assertTrue(verdict["checks"])
        self.assertTrue(all(check["holds"] for check in verdict["checks"]))
        return verdict

    def refused(self, reason, message, *options, kith=None, request=REQUEST):
        """By this rule, and nothing is told of whom the message is about."""
        verdict = self.said(REFUSED, message, options, kith, request)
        self.assertEqual((verdict["verdict"], verdict["reason"]), ("refuse", reason))
        self.assertEqual([check["rule"] for check in verdict["checks"] if not check["holds"]],
                         [reason])
        self.assertEqual(verdict["checks"][-1]["rule"], reason)
        self.assertTrue(verdict["detail"])
        self.assertEqual([verdict[part] for part in ("nameId", "attributes", "person", "roles")],
                         ["", [], "", []])
        return verdict

    def said(self, expect, message, options, kith, request):
        asked = ("--in-response-to", request) if request else ()
        return (kith or self.bed.kith).verify(message, *asked, *options, expect=expect)
