"""What there is nothing to judge by, or nothing to judge: neither accepted nor refused."""

import json

from kit import COULD_NOT_RUN, MANIFEST, USAGE, Case, in_base64, run


class Misuse(Case):
    def setUp(self):
        self.manifest = self.bed.kith.manifest
        self.message = self.bed.write("response.xml", self.bed.provider.response())

    def verify(self, *options, expect, manifest=None, message=None):
        return run("saml", "verify", "--manifest", manifest or self.manifest,
                   "--response", message or self.message, *options, expect=expect)

    def told(self, words, *options, **different):
        said = self.verify(*options, expect=COULD_NOT_RUN, **different)
        self.assertEqual(said.stdout, "")
        for word in words:
            self.assertIn(word, said.stderr)
        as_json = self.verify(*options, "--json", expect=COULD_NOT_RUN, **different)
        self.assertNotIn("verdict", json.loads(as_json.stdout or "{}"))

    def manifest_with(self, text):
        file = self.bed.write("misuse.xml", text)
        run("saml", "metadata", "--manifest", file, expect=COULD_NOT_RUN)
        return file

    def test_a_message_that_is_not_there_is_told(self):
        self.told(["absent.xml"], message=self.bed.folder / "absent.xml")

    def test_a_folder_is_no_message(self):
        self.told([str(self.bed.folder)], message=self.bed.folder)

    def test_a_file_that_no_message_is_as_long_as_is_told(self):
        self.told(["megabyte"], message=self.bed.write("long", "A" * 2_000_000))

    def test_a_manifest_that_is_not_there_is_told(self):
        self.told(["absent.xml"], manifest=self.bed.folder / "absent.xml")

    def test_a_manifest_without_saml_is_told_what_is_missing(self):
        self.told(["<saml>"], manifest=self.manifest_with(MANIFEST.format(saml="")))

    def test_a_manifest_that_is_none_is_told(self):
        self.told(["misuse.xml"], manifest=self.manifest_with("rubbish"))
        self.told([str(self.bed.folder)], manifest=self.bed.folder)

    def test_metadata_that_is_none_is_told(self):
        rubbish = self.bed.write("rubbish.xml", "rubbish")
        self.told(["login"], manifest=self.bed.kith_with(metadata=rubbish).manifest)
        absent = self.bed.folder / "absent.xml"
        self.told(["absent.xml"], manifest=self.bed.kith_with(metadata=absent).manifest)

    def test_a_time_that_is_none_is_told(self):
        self.told(["2026-01-31T10:00:00Z"], "--now", "yesterday")

    def test_what_is_no_message_at_all_is_refused_like_a_message(self):
        # Judged as Kith would, which refuses whatever it is sent.
        for rubbish, reason in (("rubbish", "post_encoding"), ("\u00ff\u0000", "post_encoding"),
                                ("", "xml_wellformed"), (in_base64("rubbish"), "xml_wellformed"),
                                ("<rubbish/>", "schema")):
            self.refused(reason, rubbish)
        self.refused("redirect_parameters", "rubbish", "--binding", "redirect")

    def test_a_word_too_many_or_too_few_is_told(self):
        self.verify("--binding", "artifact", expect=USAGE)
        run("saml", "verify", "--manifest", self.manifest, expect=USAGE)
        run("saml", "metadata", expect=USAGE)
