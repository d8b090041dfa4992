/* Made from kith.h by sdk/abi/flat_header.py: for PHP FFI, koffi, cffi and ctypes. */
/* clang-format off */

enum {
    KITH_LOG_DEBUG = 0,
    KITH_LOG_INFO = 1,
    KITH_LOG_WARNING = 2,
    KITH_LOG_ERROR = 3,
    KITH_ABI = 65537,
    KITH_OK = 0,
    KITH_PENDING = 1,
    KITH_MORE = 2,
    KITH_NONE = 3,
    KITH_E_ARGUMENT = -10,
    KITH_E_HANDLE = -11,
    KITH_E_BUSY = -12,
    KITH_E_FORKED = -13,
    KITH_E_ABI = -14,
    KITH_E_CORE = -15,
    KITH_E_MEMORY = -16,
    KITH_E_INTERNAL = -17,
    KITH_E_CANCELLED = -18,
    KITH_E_UNSUPPORTED = -19,
    KITH_E_DENIED = -30,
    KITH_E_CONFLICT = -31,
    KITH_E_INPUT = -50,
    KITH_E_ENCODING = -51,
    KITH_E_TOO_LARGE = -52,
    KITH_E_OPERATION = -53,
    KITH_E_MANIFEST = -54,
    KITH_E_NOT_APPLIED = -55,
    KITH_E_STORE = -56,
    KITH_E_CORRUPT = -57,
    KITH_E_SOURCE = -70,
    KITH_E_KEY_MISSING = -90,
    KITH_E_KEY_WRONG = -91,
    KITH_E_HOST = -110
};

typedef int32_t (*kith_writer)(void* sink, const void* bytes, uint64_t n);
typedef struct kith_host {
    uint32_t size;
    uint32_t abi;
    uint32_t flags;
    uint32_t max_threads;
    void* ctx;
    int32_t (*log)(void* ctx, int32_t level, const char* event, uint64_t n, int64_t number);
    int32_t (*now_unix_ms)(void* ctx, int64_t* now);
    int32_t (*secret_get)(void* ctx, const char* name, uint64_t n, kith_writer write, void* sink);
    int32_t (*wake)(void* ctx);
} kith_host;

typedef uint64_t kith_instance;
typedef uint64_t kith_session;
typedef uint64_t kith_job;
typedef uint64_t kith_cursor;
typedef struct kith_buf {
    uint32_t size;
    uint32_t flags;
    char* data;
    uint64_t len;
} kith_buf;
uint32_t kith_abi(void);
int32_t kith_negotiate(uint32_t want, kith_buf* why);
void kith_buf_init(kith_buf* buffer);
void kith_buf_free(kith_buf* buffer);
const char* kith_status_text(int32_t status);
int32_t kith_open(const kith_host* host, const char* path, uint64_t n,
    kith_instance* instance, kith_buf* err);
int32_t kith_close(kith_instance instance);
int32_t kith_describe(kith_instance instance, const char* what, kith_buf* out);
int32_t kith_pump(kith_instance instance, uint32_t budget_ms, uint64_t* next_due_ms);
int32_t kith_next_event(kith_instance instance, uint32_t wait_ms, kith_buf* out);
int32_t kith_event_ack(kith_instance instance, uint64_t seq, kith_buf* err);
int32_t kith_session_open(kith_instance instance, const char* json, uint64_t n,
    kith_session* session, kith_buf* err);
int32_t kith_session_close(kith_session session);
int32_t kith_call(kith_session session, const char* op, const char* in, uint64_t n,
    kith_buf* out);
int32_t kith_submit(kith_session session, const char* op, const char* in, uint64_t n,
    kith_job* job, kith_buf* err);
int32_t kith_job_poll(kith_job job, uint32_t wait_ms, kith_buf* out);
int32_t kith_job_cancel(kith_job job);
int32_t kith_job_close(kith_job job);
int32_t kith_cursor_open(kith_session session, const char* op, const char* in, uint64_t n,
    kith_cursor* cursor, kith_buf* err);
int32_t kith_cursor_next(kith_cursor cursor, uint32_t max, kith_buf* out);
int32_t kith_cursor_close(kith_cursor cursor);
typedef struct kith_http_request {
    uint32_t size;
    uint32_t flags;
    const char* method;
    uint64_t method_n;
    const char* target;
    uint64_t target_n;
    const char* headers;
    uint64_t headers_n;
    const char* body;
    uint64_t body_n;
    const char* subject;
    uint64_t subject_n;
    const char* sign_on;
    uint64_t sign_on_n;
} kith_http_request;
int32_t kith_http(kith_instance instance, const kith_http_request* request,
    int32_t* status, kith_buf* headers, kith_buf* body);
