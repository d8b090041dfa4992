"""What pysaml2 encrypts for Kith. By itself it knows 3DES only, so it is told what else is."""

import re

from kit import AES_CBC, AES_GCM, NAME_ID, TRIPLE_DES, Case


def with_last_value_changed(xml):
    """The first letter of the last CipherValue: of the assertion's, for the key stands before."""
    at = [found.end() for found in re.finditer(r"<\w+:CipherValue>", xml)][-1]
    return xml[:at] + ("A" if xml[at] != "A" else "B") + xml[at + 1:]


class Encryption(Case):
    def test_aes_gcm_is_opened_and_the_assertion_in_it_says_who_it_is(self):
        response = self.bed.provider.encrypted(AES_GCM)
        self.assertNotIn(NAME_ID, response)
        verdict = self.accepted(response)
        self.assertEqual((verdict["nameId"], verdict["person"]), (NAME_ID, "100042"))

    def test_what_is_encrypted_for_the_second_key_opens_while_kith_has_it(self):
        response = self.bed.provider.encrypted(AES_GCM, certificate=1)
        self.assertEqual(self.accepted(response)["person"], "100042")
        self.refused("decryption_failed", response, kith=self.bed.kith_with(keys=("own",)))
        self.accepted(response, kith=self.bed.kith_with(keys=("own_next",)))

    def test_that_it_opens_proves_nothing(self):
        self.refused("signed", self.bed.provider.encrypted(AES_GCM, sign_assertion=False))

    def test_aes_gcm_that_was_changed_on_its_way_does_not_open(self):
        response = self.bed.provider.encrypted(AES_GCM)
        self.refused("decryption_failed", with_last_value_changed(response))

    def test_signed_inside_and_outside_is_accepted_though_both_signatures_have_one_id(self):
        response = self.bed.provider.encrypted(AES_GCM, sign_response=True)
        self.assertIn('Id="Signature1"', response)  # So pysaml2 calls the one inside too.
        self.assertEqual(self.accepted(response)["person"], "100042")

    def test_aes_cbc_is_opened_in_a_signed_response_alone(self):
        # Whoever may change what AES-CBC encrypted learns from the answers what it says.
        signed = self.bed.provider.encrypted(AES_CBC, sign_response=True)
        self.assertEqual(self.accepted(signed)["person"], "100042")
        self.refused("cbc_needs_signature", self.bed.provider.encrypted(AES_CBC))
        self.refused("signature_digest", with_last_value_changed(signed))

    def test_3des_which_pysaml2_uses_by_itself_is_refused_as_too_weak(self):
        verdict = self.refused("encryption_method",
                               self.bed.provider.encrypted(TRIPLE_DES, sign_response=True))
        self.assertIn("AES-GCM", verdict["detail"])

    def test_an_assertion_that_leaves_its_prefixes_outside_is_no_document_and_is_refused(self):
        # pysaml2 can leave the declarations in the response; Kith reads what is inside by itself.
        response = self.bed.provider.encrypted(AES_GCM, encrypt_assertion_self_contained=False)
        self.refused("decryption_failed", response)
