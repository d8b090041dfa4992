// What it costs to refuse a message at the limits: CPU time, and memory of a process of its own.
//
//   bench_saml_refusals FOLDER
#include <Poco/DeflatingStream.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <sstream>
#include <vector>

#include "connectors/common/percent.h"
#include "connectors/saml/redirect.h"
#include "connectors/saml/response.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "measure.h"

namespace {

namespace saml = kith::connectors::saml;

// As often as the message has room for, in front of `before`.
std::string filled(std::string xml, const std::string& before, const std::string& with) {
    const auto at = xml.find(before);
    std::string all;
    while (xml.size() + all.size() + with.size() <= saml::message_bytes_max)
        all += with;
    return xml.insert(at, all);
}

std::string repeated(const std::string& text, std::size_t bytes) {
    std::string all;
    while (all.size() + text.size() <= bytes)
        all += text;
    return all;
}

// An empty element with white space in it: so many as a message may have fill it.
std::string padded(std::string element) {
    const auto size = saml::element_bytes_min + 1;
    return element.insert(element.size() - 2, size - std::min(size, element.size()), ' ');
}

std::string deflated(const std::string& text) {
    std::ostringstream out;
    Poco::DeflatingOutputStream deflating(out, -15, 9);
    deflating << text;
    deflating.close();
    return out.str();
}

std::string bomb() {
    const auto packed = deflated(std::string(std::size_t{64} * 1024 * 1024, ' '));
    return "SAMLRequest=" + kith::connectors::percent_encoded(
                                kith::crypto::to_base64(kith::crypto::bytes_of(packed)));
}

struct Refused {
    const char* name;
    std::string input;
    bool by_redirect = false;
};

std::string rule_of(const Refused& refused, const saml::Expected& expected) {
    if (refused.by_redirect) {
        const auto read = saml::read_redirect(refused.input);
        return read ? "taken" : std::string(read.error().rule.view());
    }
    const auto read = saml::check_response(refused.input, expected);
    return read ? "taken" : std::string(read.error().rule.view());
}

std::vector<Refused> all(const std::string& xml) {
    const auto begin = xml.find("<ds:Reference");
    const std::string end = "</ds:Reference>";
    const auto reference = xml.substr(begin, xml.find(end) + end.size() - begin);
    const auto sig_begin = xml.find("<ds:Signature ");
    const std::string sig_end = "</ds:Signature>";
    const auto signature = xml.substr(sig_begin, xml.find(sig_end) + sig_end.size() - sig_begin);
    const auto bytes = saml::message_bytes_max;
    std::string attributes = "<a";
    for (int i = 0; attributes.size() < bytes - 16; ++i)
        attributes += " a" + std::to_string(i) + "=''";
    auto unsigned_one = xml;
    unsigned_one.erase(sig_begin, signature.size());
    const std::string statement_end = "</saml:AttributeStatement>";
    const std::string value_end = "</saml:Attribute>";
    return {
        {"deep: elements in each other", repeated("<a>", bytes)},
        {"deep: to the limit, and wide there",
         filled(repeated("<a>", 186) + "<b/>" + repeated("</a>", 248), "<b/>", padded("<b/>"))},
        {"wide: beyond the limit", filled(xml, statement_end, "<x/>")},
        {"wide: unknown elements", filled(xml, statement_end, padded("<x/>"))},
        {"wide: values, not signed",
         filled(unsigned_one, value_end, padded("<saml:AttributeValue/>"))},
        {"wide: attributes of her, not signed",
         filled(unsigned_one, statement_end, padded("<saml:Attribute Name=\"a\"/>"))},
        {"wide: values, changed after signing",
         filled(xml, value_end, padded("<saml:AttributeValue/>"))},
        {"wide: attributes of her, changed after signing",
         filled(xml, statement_end, padded("<saml:Attribute Name=\"a\"/>"))},
        {"many references", filled(xml, reference, reference)},
        {"many signatures", filled(xml, signature, signature)},
        {"many attributes of one element", attributes + "/>"},
        {"many attributes, 64 of each element",
         filled("<a></a>", "</a>", attributes.substr(0, attributes.find(" a62=")) + "/>")},
        {"many namespaces", filled("<a></a>", "</a>", padded("<x:y xmlns:x=\"urn:x\"/>"))},
        {"one text, changed after signing", filled(xml, value_end, "x")},
        {"deflate bomb: 64 MiB", bomb(), true},
    };
}

long kibibytes(const char* name) {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(name)) return std::stol(line.substr(line.find_first_of("0123456789")));
    return 0;
}

// By how much the process grew that refused it once.
long grown_kib(const std::function<void()>& refuse) {
    int ends[2];
    if (pipe(ends) != 0) return -1;
    const auto child = fork();
    if (child == 0) {
        std::ofstream("/proc/self/clear_refs") << "5";  // The peak is that of now.
        const auto before = kibibytes("VmRSS:");
        refuse();
        const long grown = kibibytes("VmHWM:") - before;
        _exit(::write(ends[1], &grown, sizeof grown) == sizeof grown ? 0 : 1);
    }
    long grown = -1;
    if (::read(ends[0], &grown, sizeof grown) != sizeof grown) grown = -1;
    close(ends[0]);
    close(ends[1]);
    waitpid(child, nullptr, 0);
    return grown;
}

double median_ms(const std::function<void()>& refuse) {
    std::vector<double> figures;
    for (int i = 0; i < 21; ++i) {
        const auto begin = bench::cpu_us();
        refuse();
        figures.push_back((bench::cpu_us() - begin) / 1000);
    }
    std::ranges::sort(figures);
    return figures[figures.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const auto der = kith::crypto::from_base64(bench::file(argv[1], "certificate.b64"));
    const auto key = kith::crypto::VerifyingKey::of_certificate(*der);
    saml::Expected expected;
    expected.entity_id = "https://intranet.example/kith/saml/metadata";
    expected.consumer = "https://intranet.example/kith/saml/acs";
    expected.provider = {"https://idp.example/", {*key}};
    expected.request_id = "q1";
    expected.now_ms = std::stoll(bench::file(argv[1], "now"));
    std::printf("%-48s%-20s%10s%10s%10s\n", "refused", "by the rule", "KiB", "ms CPU", "MiB");
    for (const auto& each : all(bench::file(argv[1], "response.xml"))) {
        const auto rule = rule_of(each, expected);
        if (rule == "taken") return 1;
        const auto refuse = [&] { rule_of(each, expected); };
        const auto grown = grown_kib(refuse);
        std::printf("%-48s%-20s%10zu%10.2f%10.1f\n", each.name, rule.c_str(),
                    each.input.size() / 1024, median_ms(refuse), static_cast<double>(grown) / 1024);
    }
    return 0;
}
