// lasso over the same response: signature and status; times, audience and recipient are its host's.
//
//   bench_saml_lasso FOLDER

// lasso includes these as C, and they include C++: first here.
// clang-format off
#include <glib-object.h>
#include <libxml/tree.h>
#include <lasso/lasso.h>
// clang-format on

#include <iostream>

#include "measure.h"

namespace {

int taken(LassoServer* server, const std::string& field) {
    auto* const login = lasso_login_new(server);
    std::string message = field;
    int error = lasso_login_process_authn_response_msg(login, message.data());
    if (error == 0) error = lasso_login_accept_sso(login);
    g_object_unref(login);
    return error;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const std::string folder = argv[1];
    lasso_init();
    auto* const server = lasso_server_new_from_buffers(bench::file(folder, "own.xml").c_str(),
                                                       nullptr, nullptr, nullptr);
    if (server == nullptr ||
        lasso_server_add_provider_from_buffer(server, LASSO_PROVIDER_ROLE_IDP,
                                              bench::file(folder, "provider.xml").c_str(), nullptr,
                                              nullptr) != 0) {
        std::cerr << "lasso takes no metadata\n";
        return 1;
    }
    const auto field = bench::file(folder, "response.b64");
    if (const int error = taken(server, field); error != 0) {
        std::cerr << "lasso refuses it: " << lasso_strerror(error) << '\n';
        return 1;
    }
    bench::say("lasso", bench::us_of([&] { taken(server, field); }));
    g_object_unref(server);
    lasso_shutdown();
    return 0;
}
