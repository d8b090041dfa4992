"""pysaml2's provider, told by what it encrypts."""

from saml2.server import Server
from saml2.sigver import get_pem_wrapped_unwrapped, make_temp, pre_encryption_part

# How something is encrypted: XML Encryption's name for it, and xmlsec1's for the key.
TRIPLE_DES = ("http://www.w3.org/2001/04/xmlenc#tripledes-cbc", "des-192")
AES_CBC = ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "aes-128")
AES_GCM = ("http://www.w3.org/2009/xmlenc11#aes256-gcm", "aes-256")


class EncryptingServer(Server):
    """pysaml2's provider encrypts by 3DES and for the first certificate, whatever the metadata asks
    for. Here its own functions are told by what, and for which certificate."""

    cipher = TRIPLE_DES
    certificate = 0

    def _encrypt_assertion(self, encrypt_cert, sp_entity_id, response, node_xpath=None):
        method, session_key = self.cipher
        found = self.metadata.certs(sp_entity_id, "any", "encryption")[self.certificate]
        wrapped, unwrapped = get_pem_wrapped_unwrapped(found)
        file = make_temp(wrapped.encode("ascii"), decode=False)
        template = pre_encryption_part(msg_enc=method, encrypt_cert=unwrapped)
        return self.sec.encrypt_assertion(response, file.name, template, key_type=session_key,
                                          node_xpath=node_xpath)
