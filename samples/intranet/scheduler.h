// The host's scheduler: gives Kith its time, and fetches what it has to tell people.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "kith_library.h"
#include "personas.h"

namespace intranet {

class Scheduler {
public:
    Scheduler(KithLibrary& kith, Personas& personas);
    ~Scheduler();

private:
    void run();

    KithLibrary& kith_;
    Personas& personas_;
    std::mutex mutex_;
    std::condition_variable ended_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace intranet
