// A small company intranet with Kith in it: two ports of this machine, nothing beyond it.
//
// intranet LIBRARY MANIFEST DATA-FOLDER PORT [saml]
// The intranet is on PORT, Kith's pages on PORT + 1: an origin of their own, so that the intranet's
// scripts cannot read along. With "saml" Kith asks the identity provider of its manifest who is
// signed in; without it the intranet says so. Ends with SIGTERM. Exit codes: 2 misused, 3 could not
// start.
#include <Poco/Net/HTTPServer.h>
#include <Poco/ThreadPool.h>
#include <signal.h>

#include <cstdio>
#include <string>

#include "intranet_web.h"
#include "scheduler.h"

namespace intranet {
namespace {

using Poco::Net::HTTPServer;

constexpr int threads_max = 16;

Poco::Net::ServerSocket listening(int port) {
    Poco::Net::ServerSocket socket;
    // Not shared with another process: a port in use is an error and not a coin toss.
    socket.bind(Poco::Net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(port)), true,
                false);
    socket.listen(256);
    return socket;
}

Poco::Net::HTTPServerParams::Ptr settings() {
    auto params = Poco::makeAuto<Poco::Net::HTTPServerParams>();
    params->setMaxThreads(threads_max);
    params->setMaxQueued(1024);
    // Poco's server gives a thread to each connection for as long as it lasts: with some hundred
    // browsers, one that is kept open would keep the others out.
    params->setKeepAlive(false);
    return params;
}

void wait_for_the_end() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    int which = 0;
    sigwait(&ends, &which);
}

struct Order {
    std::string library;
    std::string manifest;
    std::string data;
    int port;
    bool kith_asks;
};

void serve(const Order& order) {
    const auto& [library, manifest, data, port, kith_asks] = order;
    auto intranet_socket = listening(port);
    auto kith_socket = listening(port + 1);
    KithLibrary kith(library, manifest);
    const SignOn sign_on(data + "/sign-on.key");
    Personas personas(data + "/personas.json");
    Site site{kith, sign_on, personas, {}, port, kith_asks};
    const Scheduler scheduler(kith, personas);

    // Pools of our own: Poco's default one would outlive a fork badly.
    Poco::ThreadPool intranet_pool(2, threads_max);
    Poco::ThreadPool kith_pool(2, threads_max);
    HTTPServer intranet_server(Poco::makeShared<IntranetWeb>(site), intranet_pool, intranet_socket,
                               settings());
    HTTPServer kith_server(Poco::makeShared<KithWeb>(site), kith_pool, kith_socket, settings());
    intranet_server.start();
    kith_server.start();
    wait_for_the_end();
    intranet_server.stopAll();
    kith_server.stopAll();
}

}  // namespace
}  // namespace intranet

int main(int argc, char** argv) {
    const bool kith_asks = argc == 6 && std::string(argv[5]) == "saml";
    if (argc != 5 && !kith_asks) {
        std::fprintf(stderr, "usage: intranet LIBRARY MANIFEST DATA-FOLDER PORT [saml]\n");
        return 2;
    }
    // Before the first thread, so that every one inherits it and sigwait alone hears them.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    try {
        intranet::serve({argv[1], argv[2], argv[3], std::stoi(argv[4]), kith_asks});
    } catch (const Poco::Exception& trouble) {
        std::fprintf(stderr, "intranet: %s\n", trouble.displayText().c_str());
        return 3;
    } catch (const std::exception& trouble) {
        std::fprintf(stderr, "intranet: %s\n", trouble.what());
        return 3;
    }
    return 0;
}
