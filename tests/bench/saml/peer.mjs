// node-saml over the same response: signature, times and audience.
//
// node peer.mjs FOLDER
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { SAML } from "@node-saml/node-saml";

const WARM_US = 500_000;
const WHOLE_US = 1_000_000;

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name), "utf8");
const service = new SAML({
  idpCert: read("certificate.b64"),
  issuer: "https://intranet.example/kith/saml/metadata",
  audience: "https://intranet.example/kith/saml/metadata",
  callbackUrl: "https://intranet.example/kith/saml/acs",
  entryPoint: "https://idp.example/sso",
  wantAuthnResponseSigned: false,
  wantAssertionsSigned: true,
});
const SAMLResponse = read("response.b64");

/** Microseconds of CPU of one response, of all threads. */
async function usOf(long) {
  const before = process.cpuUsage();
  for (let count = 1; ; count++) {
    const { profile } = await service.validatePostResponseAsync({ SAMLResponse });
    if (profile.nameID !== "ana") throw new Error("node-saml read somebody else");
    const { user, system } = process.cpuUsage(before);
    if (user + system > long) return (user + system) / count;
  }
}

await usOf(WARM_US);
console.log(`node-saml\t${(await usOf(WHOLE_US)).toFixed(3)}`);
