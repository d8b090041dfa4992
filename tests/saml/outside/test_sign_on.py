"""Responses that pysaml2 makes."""

from kit import (EMPLOYEE_NUMBER, IDENTITY, MEMBER_OF, NAME_ID, OTHER_ENTITY, Case,
                 Provider, in_base64, moment)
from saml2 import samlp
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT, TIMESYNCTOKEN

UNASKED = 'unasked="true"'


def confirmation_with(**parts):
    """For pysaml2: what the data of the subject's confirmation says instead."""
    data = {"subject_confirmation_data": parts}
    return {"assertion": {"subject": {"subject_confirmation": data}}}


class WhoSignedIn(Case):
    def test_any_of_the_three_ways_to_sign_is_accepted_and_says_who_it_is(self):
        for response, assertion in ((False, True), (True, False), (True, True)):
            with self.subTest(response=response, assertion=assertion):
                verdict = self.accepted(self.bed.provider.response(sign_response=response,
                                                                   sign_assertion=assertion))
                self.assertEqual((verdict["kind"], verdict["provider"]), ("Response", "login"))
                self.assertEqual(verdict["nameId"], NAME_ID)
                self.assertEqual({each["name"]: each["values"] for each in verdict["attributes"]},
                                 {EMPLOYEE_NUMBER: IDENTITY["employeeNumber"],
                                  MEMBER_OF: IDENTITY["isMemberOf"]})
                self.assertEqual((verdict["person"], verdict["roles"]), ("100042", ["it-admin"]))

    def test_a_forms_field_is_read_like_the_xml_in_it(self):
        self.accepted(in_base64(self.bed.provider.response()))

    def test_roles_are_those_of_the_values_that_the_manifest_names_and_of_no_other(self):
        for values, roles in ((["kith-coordinators", "kith-admins"], ["coordinator", "it-admin"]),
                              (["Kith-Admins", "kith-admins2"], [])):
            identity = {**IDENTITY, "isMemberOf": values}
            self.assertEqual(self.accepted(self.bed.provider.response(identity=identity))["roles"],
                             roles)

    def test_who_has_no_id_or_two_is_nobody(self):
        for ids in ({}, {"employeeNumber": ["100042", "100051"]}):
            response = self.bed.provider.response(identity={"isMemberOf": ["staff"], **ids})
            self.refused("person", response)


class WhoSaysSo(Case):
    def test_unsigned_is_not_taken(self):
        self.refused("signed", self.bed.provider.response(sign_assertion=False))

    def test_what_the_manifest_wants_signed_must_be(self):
        both = self.bed.kith_with(settings='signed="both"')
        self.refused("signed", self.bed.provider.response(), kith=both)
        self.accepted(self.bed.provider.response(sign_response=True), kith=both)

    def test_what_is_changed_after_it_was_signed_is_refused(self):
        response = self.bed.provider.response()
        changed = response.replace(">100042<", ">100051<")
        self.assertNotEqual(changed, response)
        self.refused("signature_digest", changed)

    def test_sha_1_by_which_pysaml2_signs_when_it_is_told_nothing_is_refused(self):
        self.refused("signature_method", self.bed.provider_with("login", sha1=True).response())

    def test_a_key_that_is_not_in_the_metadata_is_not_believed_even_if_the_message_brings_it(self):
        self.refused("signature_key", self.bed.provider_with("own").response())

    def test_both_keys_of_a_provider_that_changes_them_are_believed_once_it_shows_both(self):
        new = self.bed.provider_with("login_next").response()
        self.accepted(new)
        self.accepted(self.bed.provider.response())
        old = self.bed.write("old.xml", Provider(self.bed.keys["login"]).metadata())
        self.refused("signature_key", new, kith=self.bed.kith_with(metadata=old))

    def test_another_provider_is_not_heard_even_with_the_right_key(self):
        other = self.bed.provider_with("login", entity="https://other.example/idp")
        self.refused("issuer", other.response())


class WhetherItIsForKithAndNow(Case):
    def test_one_for_another_audience_is_refused(self):
        self.refused("audience", self.bed.provider.response(sp_entity_id=OTHER_ENTITY))

    def test_one_that_goes_to_another_consumer_is_refused(self):
        elsewhere = self.bed.provider.consumer(OTHER_ENTITY)
        self.refused("destination", self.bed.provider.response(destination=elsewhere))

    def test_one_that_another_consumer_was_to_receive_is_refused(self):
        elsewhere = self.bed.provider.consumer(OTHER_ENTITY)
        response = self.bed.provider.response(farg=confirmation_with(recipient=elsewhere))
        self.refused("subject_confirmation", response)

    def test_one_that_answers_another_request_is_refused(self):
        self.refused("in_response_to", self.bed.provider.response(), request="_another")

    def test_one_whose_confirmation_answers_another_request_is_refused(self):
        response = self.bed.provider.response(farg=confirmation_with(in_response_to="_another"))
        self.refused("subject_confirmation", response)

    def test_it_holds_as_long_as_the_provider_says_and_the_minute_that_clocks_may_differ(self):
        response = self.bed.provider.response()  # For fifteen minutes.
        self.accepted(response, "--now", moment(minutes=15, seconds=30))
        self.refused("subject_confirmation", response, "--now", moment(minutes=16, seconds=30))
        self.accepted(response, "--now", moment(seconds=-30))
        self.refused("issue_instant", response, "--now", moment(seconds=-90))

    def test_its_conditions_hold_whatever_its_confirmation_says(self):
        provider = self.bed.provider
        ended = provider.response_with_conditions(not_on_or_after=moment(minutes=1))
        self.accepted(ended)
        self.refused("validity", ended, "--now", moment(minutes=3))
        later = provider.response_with_conditions(not_before=moment(minutes=5))
        self.refused("validity", later)
        self.accepted(later, "--now", moment(minutes=6))

    def test_one_that_nobody_asked_for_is_taken_only_where_the_manifest_lets_it_be(self):
        response = self.bed.provider.response(in_response_to=None)
        self.refused("unasked", response, request=None)
        open_to_all = self.bed.kith_with(settings=UNASKED)
        self.assertEqual(self.accepted(response, request=None, kith=open_to_all)["nameId"], NAME_ID)
        self.refused("in_response_to", response, kith=open_to_all)  # This one was asked for.

    def test_an_answer_to_somebody_elses_request_is_not_taken_for_one_that_nobody_asked_for(self):
        self.refused("in_response_to", self.bed.provider.response(), request=None,
                     kith=self.bed.kith_with(settings=UNASKED))


    def test_what_was_taken_once_is_refused_where_a_file_of_it_is_kept(self):
        response = self.bed.provider.response()
        kept = ("--replay", self.bed.folder / "taken.sqlite")
        self.accepted(response, *kept)
        self.refused("replay", response, *kept)
        self.accepted(self.bed.provider.response(), *kept)
        self.accepted(response)  # Without the file each is the first.


class HowSheSignedIn(Case):
    def test_who_could_not_be_signed_in_silently_is_told_so_by_the_providers_own_word(self):
        verdict = self.refused("status", self.bed.provider.no_sign_in(samlp.STATUS_NO_PASSIVE))
        self.assertIn("NoPassive", verdict["detail"])

    def test_another_way_of_signing_in_than_the_manifest_asks_for_is_refused(self):
        code = self.bed.kith_with(contexts=f'<authnContext class="{TIMESYNCTOKEN}"/>')
        verdict = self.refused("authn_context", self.bed.provider.response(), kith=code)
        self.assertIn(PASSWORDPROTECTEDTRANSPORT, verdict["detail"])
        self.accepted(self.bed.provider.response(authn={"class_ref": TIMESYNCTOKEN}), kith=code)

    def test_another_kind_of_name_id_than_the_manifest_asks_for_is_refused(self):
        transient = self.bed.kith_with(settings='nameIdFormat="transient"')
        self.refused("name_id", self.bed.provider.response(), kith=transient)

    def test_a_session_of_the_provider_that_has_ended_is_refused(self):
        ended = self.bed.provider.response(session_not_on_or_after=moment(minutes=2))
        self.accepted(ended)
        self.refused("session", ended, "--now", moment(minutes=5))


class WhatTheVerdictTells(Case):
    def test_each_rule_names_its_section_and_what_covers_is_asked_before_what_it_covers(self):
        checks = self.accepted(self.bed.provider.response(sign_response=True))["checks"]
        self.assertTrue(all(check["section"] for check in checks))
        rules = [check["rule"] for check in checks]
        self.assertEqual(len(rules), len(set(rules)))
        order = ["destination", "issuer", "in_response_to", "response_signature", "status",
                 "one_assertion", "assertion_signature", "assertion_issuer", "validity", "audience"]
        self.assertEqual([rule for rule in rules if rule in order], order)

    def test_a_refusal_tells_the_rules_that_held_before_it(self):
        rules = [check["rule"] for check in self.accepted(self.bed.provider.response())["checks"]]
        provider = self.bed.provider
        for rule, response in (
                ("destination", provider.response(destination=provider.consumer(OTHER_ENTITY))),
                ("status", provider.no_sign_in(samlp.STATUS_AUTHN_FAILED)),
                ("audience", provider.response(sp_entity_id=OTHER_ENTITY))):
            checks = self.refused(rule, response)["checks"]
            told = [check["rule"] for check in checks]
            self.assertEqual(told, rules[:rules.index(rule) + 1])
            self.assertEqual([check["holds"] for check in checks],
                             [True] * (len(checks) - 1) + [False])
