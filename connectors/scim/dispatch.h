// Which call a request is.
#pragma once

#include <functional>
#include <string>

#include "connectors/scim/calls.h"
#include "connectors/scim/exchange.h"

namespace kith::connectors::scim {

class Dispatch {
public:
    Dispatch(const model::ScimServerSettings& settings, const ports::ProvisioningRequest& request,
             ports::ProvisioningDesk& desk)
        : settings_(settings), request_(request), desk_(desk) {}

    Answer<Reply> run();

private:
    using Call = std::function<Answer<Reply>(Exchange&)>;
    Answer<Reply> reading(const Call& call);
    Answer<Reply> writing(const Call& call);

    Answer<Reply> at_endpoint(model::ResourceKind kind);
    Answer<Reply> at_resource(model::ResourceKind kind, const std::string& id);
    Answer<Reply> search(const std::vector<model::ResourceKind>& kinds);
    Answer<Reply> search_by_body(const std::vector<model::ResourceKind>& kinds);
    Answer<Reply> me();
    Answer<Reply> bulk_of_body();
    Answer<Reply> discovered();

    bool is(std::string_view method) const { return request_.method == method; }
    static Problem only(FixedText methods);
    Answer<Wanted> wanted() const;
    Answer<Poco::JSON::Object::Ptr> body() const;

    const model::ScimServerSettings& settings_;
    const ports::ProvisioningRequest& request_;
    ports::ProvisioningDesk& desk_;
};

}  // namespace kith::connectors::scim
