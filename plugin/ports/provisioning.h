// A provider that comes to Kith and tells of people and groups (SCIM): what its connector is given,
// and what Kith is given by it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "model/provisioned.h"
#include "ports/people_directory.h"

namespace kith::ports {

// What one source keeps, inside one transaction. No source sees another one's.
class ResourceTable {
public:
    ResourceTable() = default;
    ResourceTable(const ResourceTable&) = delete;
    ResourceTable& operator=(const ResourceTable&) = delete;
    virtual ~ResourceTable() = default;

    using Resource = model::ProvisionedResource;
    using Kind = model::ResourceKind;
    template <class T>
    using Maybe = Result<std::optional<T>>;

    virtual Maybe<Resource> find(Kind kind, const std::string& id) = 0;
    // In order.
    virtual Result<std::vector<std::string>> ids(Kind kind,
                                                 const model::ResourceLookup& lookup) = 0;
    // By id, at most `count` of those behind `after`, without the first `skip` of them.
    virtual Result<std::vector<Resource>> page(Kind kind, const std::string& after,
                                               std::int64_t skip, int count) = 0;
    virtual Result<std::int64_t> count(Kind kind) = 0;
    virtual Maybe<Kind> kind_of(const std::string& id) = 0;

    virtual Result<std::vector<model::ResourceMember>> members(const std::string& group) = 0;
    virtual Result<bool> has_member(const std::string& group, const std::string& member) = 0;
    // The groups in which it is directly.
    virtual Result<std::vector<std::string>> groups_of(const std::string& member) = 0;
    // Whether the user is listed as a peer supporter; nothing where this is not the source's to
    // know.
    virtual Maybe<bool> is_listed(const std::string& user) = 0;

    // From here on only where something may be written.
    virtual Result<std::string> new_id() = 0;
    virtual Result<void> add(const Resource& resource) = 0;
    virtual Result<void> change(const Resource& before, const Resource& after) = 0;
    // And from each group.
    virtual Result<void> remove(const Resource& resource) = 0;
    // How many of them were not there yet, or were.
    virtual Result<std::size_t> add_members(const std::string& group,
                                            const std::vector<model::ResourceMember>& members) = 0;
    virtual Result<std::size_t> remove_members(const std::string& group,
                                               const std::vector<std::string>& members) = 0;
    virtual Result<std::size_t> remove_all_members(const std::string& group) = 0;

    // Undoes what the work did, and what it told of people, where it says no.
    virtual Result<void> attempt(const std::function<bool()>& work) = 0;

    // What it means for people, taken over when the transaction ends well.
    virtual Result<void> person_told(DirectoryEntry entry) = 0;
    virtual Result<void> person_gone(const std::string& key) = 0;
};

// A source whose request was let in.
class ProvisioningDesk {
public:
    ProvisioningDesk() = default;
    ProvisioningDesk(const ProvisioningDesk&) = delete;
    ProvisioningDesk& operator=(const ProvisioningDesk&) = delete;
    virtual ~ProvisioningDesk() = default;

    using Work = std::function<Result<void>(ResourceTable&)>;
    virtual Result<void> read(const Work& work) = 0;
    // All of it, or where the work's result is an error nothing.
    virtual Result<void> write(const Work& work) = 0;

    virtual std::int64_t now_ms() const = 0;
    // A digest under a key that nobody outside has; the same for the same text.
    virtual std::string signature(std::string_view text) const = 0;
    // The resource of whom the host has signed in, as far as this source told of her.
    virtual ResourceTable::Maybe<std::string> resource_of(const EmployeeId& person) = 0;
};

struct ProvisioningRequest {
    std::string_view method;
    std::vector<std::string> path;  // Behind scim/v2.
    std::vector<std::pair<std::string, std::string>> query;
    std::map<std::string, std::string, std::less<>> headers;  // Names in lower case.
    std::string_view body;
    std::string base;    // Where scim/v2 is, for the outside: https://host/kith/scim/v2
    EmployeeId subject;  // Whom the host has signed in; mostly nobody.

    std::string_view header(std::string_view name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : std::string_view{found->second};
    }
};

struct ProvisioningAnswer {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

// One source's side of the protocol. Any thread.
class ProvisioningServer {
public:
    ProvisioningServer() = default;
    ProvisioningServer(const ProvisioningServer&) = delete;
    ProvisioningServer& operator=(const ProvisioningServer&) = delete;
    virtual ~ProvisioningServer() = default;

    virtual const std::string& source() const = 0;
    // Who is in this group holds the role, by the manifest.
    struct Grant {
        std::string role;
        std::string group;  // Its unique name, as resources are found by it.
    };
    virtual const std::vector<Grant>& grants() const = 0;
    // Whether this is a token of the source. Takes the same time for any that is not.
    virtual bool opens(std::string_view token, std::int64_t now_ms) const = 0;
    virtual ProvisioningAnswer answer(const ProvisioningRequest& request,
                                      ProvisioningDesk& desk) const = 0;
};

// What is said to whom no source let in, in the protocol's own form.
struct ProvisioningRefusal {
    int status = 401;
    FixedText detail;
    int retry_after_s = 0;
};
using RefuseProvisioning = std::function<ProvisioningAnswer(const ProvisioningRefusal&)>;

struct Provisioning {
    std::vector<std::unique_ptr<ProvisioningServer>> servers;
    RefuseProvisioning refuse;
};

}  // namespace kith::ports
