// The company of these tests: ana asks, bo leads her, dan and eve listen. See tests/kit/world.h.
#pragma once

#include <boost/test/unit_test.hpp>

#include "kit/browser.h"
#include "store/requests.h"
#include "store/transaction.h"

namespace kith::test {

struct WebOffice : kit::World {
    WebOffice() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        employee("cora", "far", "care");
        employee("gus", "top", "legal");
        supporter("bo");  // Only the chain of command keeps him away from ana.
        supporter("dan");
        supporter("eve");
        store_directory();
        rooms.settings.widget = {{"https://intranet.example"}, "https://intranet.example/x", true};
    }

    kit::Browser page(const std::string& subject) {
        kit::Browser browser(*this, subject);
        browser.open_page();
        return browser;
    }

    // The wrapped data keys, as they lie in the file.
    std::vector<std::string> wrapped_keys() {
        const auto found = rooms.database->read(
            [](store::Transaction& tx) -> Result<std::vector<Poco::Data::BLOB>> {
                std::vector<Poco::Data::BLOB> keys;
                const auto read = tx.run("SELECT wrapped FROM request_key WHERE tenant_id = $1",
                                         tx.tenant(), store::into(keys));
                if (!read) return read.error();
                return keys;
            });
        BOOST_REQUIRE(found);
        std::vector<std::string> keys;
        for (const auto& key : *found)
            keys.emplace_back(reinterpret_cast<const char*>(key.rawContent()), key.size());
        return keys;
    }

    // A request of ana's, and who was asked.
    struct Asked {
        std::string request;
        std::string return_code;
        std::string supporter;
    };
    Asked asked(kit::Browser& ana, const std::string& words = "my words") {
        const auto answer =
            ana.post("/v1/requests", R"({"topic": "threats", "text": ")" + words + "\"}");
        Asked asked{field(answer.body, "request"), field(answer.body, "returnCode"), {}};
        const auto status = ana.get("/v1/requests/" + asked.request).body;
        asked.supporter = status.find("\"dan\"") == std::string::npos ? "eve" : "dan";
        return asked;
    }
};

}  // namespace kith::test
