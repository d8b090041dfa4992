"""Logout as pysaml2 asks for it and answers it."""

import base64
from urllib.parse import quote, unquote

from kit import NAME_ID, Case, in_base64, moment
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, samlp
from saml2.s_utils import error_status_factory

AS_QUERY = ("--binding", "redirect")


def by_post(provider):
    """A signed request and a signed response, each as XML."""
    return (provider.logout_request(BINDING_HTTP_POST, sign=True),
            provider.logout_response(BINDING_HTTP_POST, sign=True))


def by_redirect(provider, relay_state="where/she was"):
    """The same as queries."""
    asked = provider.logout_request(BINDING_HTTP_REDIRECT, sign=False)
    answered = provider.logout_response(BINDING_HTTP_REDIRECT, sign=False)
    return (provider.query(asked, relay_state),
            provider.query(answered, relay_state, response=True))


def with_broken_signature(query):
    before, name, value = query.partition("&Signature=")
    signature = bytearray(base64.b64decode(unquote(value)))
    signature[10] ^= 1
    return before + name + quote(base64.b64encode(signature).decode(), safe="")


class Logout(Case):
    def test_a_request_and_a_response_are_accepted_by_post(self):
        request, response = by_post(self.bed.provider)
        asked = self.accepted(request, request=None)
        self.assertEqual((asked["kind"], asked["provider"], asked["nameId"]),
                         ("LogoutRequest", "login", NAME_ID))
        self.assertEqual(self.accepted(response)["kind"], "LogoutResponse")
        self.accepted(in_base64(request), request=None)

    def test_a_request_and_a_response_are_accepted_by_redirect(self):
        request, response = by_redirect(self.bed.provider)
        asked = self.accepted(request, *AS_QUERY, request=None)
        self.assertEqual((asked["kind"], asked["provider"], asked["nameId"]),
                         ("LogoutRequest", "login", NAME_ID))
        self.assertEqual(self.accepted(response, *AS_QUERY)["kind"], "LogoutResponse")

    def test_a_query_is_read_with_the_line_end_that_an_editor_leaves(self):
        request, _ = by_redirect(self.bed.provider)
        self.accepted(request + "\n", *AS_QUERY, request=None)

    def test_what_is_changed_after_it_was_signed_is_refused(self):
        for message in by_post(self.bed.provider):
            changed = message.replace("IssueInstant=", 'Consent="urn:x" IssueInstant=')
            self.assertNotEqual(changed, message)
            self.refused("signature_digest", changed)
        for query in by_redirect(self.bed.provider):
            self.refused("signature_key", with_broken_signature(query), *AS_QUERY)
            self.refused("signature_key", query.replace("RelayState=where", "RelayState=there"),
                         *AS_QUERY)

    def test_unsigned_is_not_taken(self):
        provider = self.bed.provider
        self.refused("signature_missing", provider.logout_request(BINDING_HTTP_POST, sign=False))
        self.refused("signature_missing", provider.logout_response(BINDING_HTTP_POST, sign=False))
        for query in by_redirect(provider):
            self.refused("signature_missing", query.partition("&SigAlg=")[0], *AS_QUERY)

    def test_a_key_that_is_not_in_the_metadata_is_not_believed(self):
        stranger = self.bed.provider_with("own")
        for message in by_post(stranger):
            self.refused("signature_key", message)
        for query in by_redirect(stranger):
            self.refused("signature_key", query, *AS_QUERY)

    def test_sha_1_is_refused(self):
        sha1 = self.bed.provider_with("login", sha1=True)
        for message in by_post(sha1):
            self.refused("signature_method", message)
        for query in by_redirect(sha1):
            self.refused("signature_method", query, *AS_QUERY)

    def test_another_provider_cannot_end_a_session_of_this_one(self):
        other = self.bed.provider_with("login", entity="https://other.example/idp")
        for message in by_post(other):
            self.refused("issuer", message)

    def test_what_goes_elsewhere_is_refused(self):
        request = self.bed.provider.logout_request(BINDING_HTTP_POST, sign=True,
                                                   destination="https://other.example/kith")
        self.refused("destination", request)

    def test_it_holds_for_five_minutes_and_the_minute_that_clocks_may_differ(self):
        for message in by_post(self.bed.provider):
            self.accepted(message, "--now", moment(minutes=5, seconds=30))
            self.refused("issue_instant", message, "--now", moment(minutes=6, seconds=30))
            self.refused("issue_instant", message, "--now", moment(seconds=-90))

    def test_a_request_ends_when_it_says_so(self):
        short = self.bed.provider.logout_request(BINDING_HTTP_POST, sign=True,
                                                 expire=moment(seconds=30))
        self.accepted(short)
        self.refused("not_on_or_after", short, "--now", moment(minutes=2))

    def test_a_response_answers_our_request(self):
        _, response = by_post(self.bed.provider)
        self.refused("in_response_to", response, request="_another")
        self.refused("in_response_to", response, request=None)

    def test_a_provider_that_could_not_end_it_is_told_by_its_own_word(self):
        status = error_status_factory((samlp.STATUS_REQUEST_DENIED, "no"))
        response = self.bed.provider.logout_response(BINDING_HTTP_POST, sign=True, status=status)
        self.assertIn("RequestDenied", self.refused("status", response)["detail"])

    def test_a_response_of_sign_on_never_comes_by_redirect(self):
        query = self.bed.provider.query(self.bed.provider.response(), response=True)
        self.refused("redirect_response", query, *AS_QUERY)
