// The intranet itself: start page, well-being, canteen, sign-on.
#pragma once

#include "kith_web.h"

namespace intranet {

class IntranetWeb : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit IntranetWeb(Site& site) : site_(site) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(
        const Poco::Net::HTTPServerRequest& request) override;

private:
    Site& site_;
};

}  // namespace intranet
