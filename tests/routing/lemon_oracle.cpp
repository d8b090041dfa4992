// LEMON 1.3 is older than C++20 and does not compile as such: this file is C++17.
#include "routing/lemon_oracle.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <stdexcept>

namespace kith::tests {

// A circulation: from the source through a request, a supporter and the sink back to the source.
// Nothing has to flow, so nobody is placed for less than nothing.
Optimum lemon_optimum(std::size_t requests, const std::vector<int>& capacities,
                      const std::vector<OracleEdge>& edges) {
    lemon::SmartDigraph graph;
    graph.reserveNode(static_cast<int>(requests + capacities.size() + 2));
    graph.reserveArc(static_cast<int>(requests + capacities.size() + edges.size() + 1));
    const auto source = graph.addNode();
    const auto sink = graph.addNode();
    std::vector<lemon::SmartDigraph::Node> asks;
    std::vector<lemon::SmartDigraph::Node> helps;
    for (std::size_t i = 0; i < requests; ++i)
        asks.push_back(graph.addNode());
    for (std::size_t i = 0; i < capacities.size(); ++i)
        helps.push_back(graph.addNode());

    std::vector<int> upper;
    std::vector<int> cost;
    const auto arc = [&](const auto& from, const auto& to, int most, int price) {
        graph.addArc(from, to);
        upper.push_back(most);
        cost.push_back(price);
    };
    for (const auto& edge : edges)
        arc(asks[edge.request], helps[edge.supporter], 1, -edge.value);
    for (const auto& ask : asks)
        arc(source, ask, 1, 0);
    for (std::size_t i = 0; i < capacities.size(); ++i)
        arc(helps[i], sink, capacities[i] > 0 ? capacities[i] : 0, 0);
    arc(sink, source, static_cast<int>(requests), 0);

    lemon::SmartDigraph::ArcMap<int> uppers(graph);
    lemon::SmartDigraph::ArcMap<int> costs(graph);
    for (std::size_t i = 0; i < upper.size(); ++i) {
        uppers[graph.arcFromId(static_cast<int>(i))] = upper[i];
        costs[graph.arcFromId(static_cast<int>(i))] = cost[i];
    }
    lemon::NetworkSimplex<lemon::SmartDigraph, int, int> simplex(graph);
    simplex.upperMap(uppers).costMap(costs);
    if (simplex.run() != decltype(simplex)::OPTIMAL)
        throw std::runtime_error("the network simplex found no optimum");
    return {-simplex.totalCost<std::int64_t>(),
            static_cast<std::size_t>(
                simplex.flow(graph.arcFromId(static_cast<int>(upper.size()) - 1)))};
}

}  // namespace kith::tests
