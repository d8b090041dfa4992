/* SoftHSM with one thing changed, which KITH_ODD_TOKEN names: what no token of software does by
 * itself. */
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <stdlib.h>
#include <string.h>

static CK_FUNCTION_LIST odd;
static CK_FUNCTION_LIST* sound;

/* How often somebody tried to log in. */
__attribute__((visibility("default"))) int kith_test_logins;

static int is_odd(const char* what) {
    const char* set = getenv("KITH_ODD_TOKEN");
    return set != NULL && strcmp(set, what) == 0;
}

static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
    const CK_RV answer = sound->C_GetTokenInfo(slot, info);
    if (is_odd("final-try")) info->flags |= CKF_USER_PIN_FINAL_TRY;
    if (is_odd("locked")) info->flags |= CKF_USER_PIN_LOCKED;
    return answer;
}

static CK_RV mechanism_info(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO* info) {
    if (is_odd("no-gcm") && type == CKM_AES_GCM) return CKR_MECHANISM_INVALID;
    return sound->C_GetMechanismInfo(slot, type, info);
}

static CK_RV log_in(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char* pin,
                    unsigned long size) {
    ++kith_test_logins;
    return sound->C_Login(session, user, pin, size);
}

static CK_RV decrypt(CK_SESSION_HANDLE session, unsigned char* locked, unsigned long locked_size,
                     unsigned char* plain, unsigned long* plain_size) {
    if (is_odd("pulled-out")) return CKR_DEVICE_REMOVED;
    return sound->C_Decrypt(session, locked, locked_size, plain, plain_size);
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
    void* module = dlopen(KITH_SOFTHSM, RTLD_NOW | RTLD_LOCAL);
    CK_C_GetFunctionList get = NULL;
    if (module == NULL) return CKR_GENERAL_ERROR;
    *(void**)&get = dlsym(module, "C_GetFunctionList");
    if (get == NULL || get(&sound) != CKR_OK) return CKR_GENERAL_ERROR;
    odd = *sound;
    odd.C_GetTokenInfo = token_info;
    odd.C_GetMechanismInfo = mechanism_info;
    odd.C_Login = log_in;
    odd.C_Decrypt = decrypt;
    *list = &odd;
    return CKR_OK;
}
