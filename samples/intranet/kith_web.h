// Kith's own origin: everything below /kith/ goes to kith_http, and nothing else is here.
#pragma once

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include <atomic>
#include <cstdint>

#include "kith_library.h"
#include "personas.h"
#include "sign_on.h"

namespace intranet {

// Where the time of these requests went. A sample's figure; GET /timing shows it.
struct Timing {
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> kith_us{0};
    std::atomic<std::uint64_t> host_us{0};
};

struct Site {
    KithLibrary& kith;
    const SignOn& sign_on;
    Personas& personas;
    Timing timing;
    int port;  // Of the intranet; Kith's pages are on the next one.
    // Who is signed in, Kith asks the company's identity provider: nobody is lent to it from here.
    bool kith_asks;
};

// The one route that a host needs: hands a request to Kith and sends what it answers.
class KithHandler : public Poco::Net::HTTPRequestHandler {
public:
    explicit KithHandler(Site& site) : site_(site) {}
    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override;

private:
    Site& site_;
};

class KithWeb : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit KithWeb(Site& site) : site_(site) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(
        const Poco::Net::HTTPServerRequest& request) override;

private:
    Site& site_;
};

}  // namespace intranet
