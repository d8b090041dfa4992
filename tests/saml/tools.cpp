#include "saml/tools.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "crypto/bytes.h"
#include "kit/command.h"
#include "tests/connectors/written_file.h"

namespace kith::tests {
namespace {

constexpr const char* inflate_script = R"(
import base64, sys, urllib.parse, zlib
query = urllib.parse.urlsplit(sys.argv[1]).query
value = dict(urllib.parse.parse_qsl(query, strict_parsing=True))[sys.argv[2]]
if sys.argv[3] == 'inflated':
    value = zlib.decompress(base64.b64decode(value, validate=True), -15).decode()
sys.stdout.buffer.write(value.encode())
)";

constexpr const char* query_script = R"(
import base64, subprocess, sys, urllib.parse, zlib
name, folder, relay_state = sys.argv[1:]
xml = open(folder + '/message', 'rb').read()
squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
packed = base64.b64encode(squeezer.compress(xml) + squeezer.flush())
fields = [(name, packed)]
if relay_state:
    fields.append(('RelayState', relay_state))
fields.append(('SigAlg', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'))
query = urllib.parse.urlencode(fields)
signature = subprocess.run(['openssl', 'dgst', '-sha256', '-sign', folder + '/key.pem'],
                           input=query.encode(), check=True, capture_output=True).stdout
print(query + '&' + urllib.parse.urlencode({'Signature': base64.b64encode(signature)}), end='')
)";

bool succeeds(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

std::string python(const char* script, const std::string& arguments) {
    const Folder folder;
    write(folder / "script.py", script);
    return output_of("python3 " + (folder / "script.py") + " " + arguments);
}

std::string in_quotes(const std::string& text) {
    BOOST_REQUIRE(text.find('\'') == std::string::npos);
    return "'" + text + "'";
}

}  // namespace

bool xmlsec_verifies(const std::string& xml, const std::string& element,
                     const crypto::Bytes& certificate) {
    const Folder folder;
    write(folder / "message.xml", xml);
    write(folder / "certificate.der", crypto::text_of(certificate));
    return succeeds("xmlsec1 --verify --pubkey-cert-der " + (folder / "certificate.der") +
                    " --enabled-key-data rsa,x509 --id-attr:ID " + element + " " +
                    (folder / "message.xml"));
}

bool openssl_verifies(const std::string& text, const std::string& signature,
                      const crypto::Bytes& certificate) {
    const Folder folder;
    write(folder / "text", text);
    write(folder / "signature", signature);
    write(folder / "certificate.der", crypto::text_of(certificate));
    write(folder / "key.pem",
          output_of("openssl x509 -inform DER -noout -pubkey -in " + (folder / "certificate.der")));
    return succeeds("openssl dgst -sha256 -verify " + (folder / "key.pem") + " -signature " +
                    (folder / "signature") + " " + (folder / "text"));
}

std::string openssl_fingerprint(const crypto::Bytes& certificate) {
    const Folder folder;
    write(folder / "certificate.der", crypto::text_of(certificate));
    auto line = output_of("openssl x509 -inform DER -noout -fingerprint -sha256 -in " +
                          (folder / "certificate.der"));
    line.erase(0, line.find('=') + 1);
    line.pop_back();
    return line;
}

std::string parameter_of(const std::string& address, const std::string& name) {
    return python(inflate_script, in_quotes(address) + " " + name + " plain");
}

std::string message_of(const std::string& address, const std::string& name) {
    return python(inflate_script, in_quotes(address) + " " + name + " inflated");
}

std::string python_query(const std::string& name, const std::string& xml,
                         const std::string& relay_state, const std::string& key_pem) {
    const Folder folder;
    write(folder / "message", xml);
    write(folder / "key.pem", key_pem);
    const auto path = folder / "";
    return python(query_script, name + " " + path + " " + in_quotes(relay_state));
}

}  // namespace kith::tests
