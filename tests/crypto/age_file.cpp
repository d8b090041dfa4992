// age_file encrypt|decrypt PASSPHRASE <IN >OUT: what the Python test lets the real age command
// meet. Ends with 0, or with 1 and the error's text.
#include <iostream>
#include <iterator>
#include <string>

#include "crypto/age.h"

namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

int failed(const kith::Error& error) {
    std::cerr << error.detail.view() << '\n';
    return 1;
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return 2;
    const std::string in((std::istreambuf_iterator<char>(std::cin)), {});
    const kith::Secret passphrase(bytes_of(words[2]));

    if (std::string_view(words[1]) == "encrypt") {
        const auto file = kith::crypto::age_encrypt(in, passphrase);
        if (!file) return failed(file.error());
        std::cout.write(reinterpret_cast<const char*>(file->data()),
                        static_cast<std::streamsize>(file->size()));
        return 0;
    }
    const auto plain = kith::crypto::age_decrypt(bytes_of(in), passphrase);
    if (!plain) return failed(plain.error());
    std::cout << *plain;
    return 0;
}
