#include "connectors/scim/http_reply.h"

#include "connectors/scim/etag.h"
#include "connectors/scim/messages.h"

namespace kith::connectors::scim {

using ports::ProvisioningAnswer;

ProvisioningAnswer http_problem(const Problem& problem) {
    ProvisioningAnswer answer;
    answer.status = problem.status;
    answer.headers.emplace_back("Content-Type", "application/scim+json");
    if (problem.status == 405) answer.headers.emplace_back("Allow", problem.where);
    if (problem.status == 503) answer.headers.emplace_back("Retry-After", "1");
    answer.body = text_of(to_json(problem));
    return answer;
}

ProvisioningAnswer http_reply(const Answer<Reply>& reply,
                              const ports::ProvisioningRequest& request) {
    if (!reply) return http_problem(reply.error());
    ProvisioningAnswer answer;
    answer.status = reply->status;
    if (!reply->version.empty()) answer.headers.emplace_back("ETag", reply->version);
    if (!reply->location.empty()) {
        const bool created = reply->status == 201;
        answer.headers.emplace_back(created ? "Location" : "Content-Location", reply->location);
    }
    if (request.method == "GET" && !reply->version.empty() &&
        if_none_match_names(request.header("if-none-match"), reply->version)) {
        answer.status = 304;
        return answer;
    }
    if (!reply->body) return answer;
    answer.headers.emplace_back("Content-Type", "application/scim+json");
    answer.body = text_of(reply->body);
    return answer;
}

}  // namespace kith::connectors::scim
