// SIGPIPE: a write of ours to a closed peer must not kill the host.
//
// Debian's Poco sends without MSG_NOSIGNAL, so the signal is blocked on the calling thread while a
// call runs, and taken away if it came. The host's handlers and the mask of its other signals stay
// as they are.
#pragma once

namespace kith::abi {

class PipeShield {
public:
    PipeShield();
    ~PipeShield();
    PipeShield(const PipeShield&) = delete;
    PipeShield& operator=(const PipeShield&) = delete;

private:
    friend class HostTurn;
    void put_up();
    void take_down();

    PipeShield* outer_;
    bool blocked_before_ = false;
    bool pending_before_ = false;
};

// While a callback of the host runs, its thread has the mask that it came with: what it starts
// there inherits the mask.
class HostTurn {
public:
    HostTurn();
    ~HostTurn();
    HostTurn(const HostTurn&) = delete;
    HostTurn& operator=(const HostTurn&) = delete;

private:
    PipeShield* shield_;
};

}  // namespace kith::abi
