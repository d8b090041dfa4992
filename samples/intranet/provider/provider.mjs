// An identity provider for the sample company, on this machine alone: npm's samlp behind a list of
// people. Whoever is chosen is signed in, without a password.
//
//   provider.mjs PORT SETTINGS.json
//
// The settings are read anew for each request, so that a key can be changed while people are signed
// in:
//   address   what browsers call this provider, such as http://127.0.0.1:8082
//   partner   a file: the metadata of the service that people sign in to
//   keys      [{private, certificate}]: files; the first signs, the metadata shows all
//   people    {name: {displayName, note, attributes: {NAME: [VALUE]}}}; without a note: in a list
//   personas  instead: the file personas.json of the sample company
//   signs     "response", "assertion" or both, in a list
//   encrypts  whether the assertion is encrypted
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { DOMParser } from "@xmldom/xmldom";
import express from "express";
import samlp from "samlp";
import Participants from "samlp/lib/sessionParticipants/index.js";

const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
const METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
const SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
const REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const NO_PASSIVE = "urn:oasis:names:tc:SAML:2.0:status:NoPassive";
const EMPLOYEE_NUMBER = "urn:oid:2.16.840.1.113730.3.1.3";
const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

const [port, settingsFile] = process.argv.slice(2);
if (settingsFile === undefined) {
  console.error("usage: provider.mjs PORT SETTINGS.json");
  process.exit(2);
}

const parsed = (xml) => new DOMParser().parseFromString(xml, "text/xml");
const elements = (node, space, name) => Array.from(node.getElementsByTagNameNS(space, name));
const pem = (base64) => {
  const lines = base64.replace(/\s/g, "").match(/.{1,64}/g);
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
};

/** What the metadata of the partner says. */
function readPartner(file) {
  const root = parsed(readFileSync(file, "utf8")).documentElement;
  const location = (name, binding) =>
    elements(root, METADATA, name)
      .find((one) => binding === undefined || one.getAttribute("Binding") === binding)
      ?.getAttribute("Location");
  const certificates = (use) =>
    elements(root, METADATA, "KeyDescriptor")
      .filter((one) => one.getAttribute("use") === use)
      .map((one) => pem(elements(one, SIGNATURE, "X509Certificate")[0].textContent));
  return {
    entityId: root.getAttribute("entityID"),
    consumer: location("AssertionConsumerService"),
    logout: location("SingleLogoutService", REDIRECT),
    signing: certificates("signing")[0],
    encryption: certificates("encryption")[0],
  };
}

/** The people of personas.json; a file that is not there yet has nobody in it. */
function sampleCompany(file) {
  if (!existsSync(file)) return {};
  const { personas, supporters } = JSON.parse(readFileSync(file, "utf8"));
  const person = ({ key, id, displayName, title, try: note }) => [
    key,
    { displayName: `${displayName}, ${title}`, note, attributes: { [EMPLOYEE_NUMBER]: [id] } },
  ];
  return Object.fromEntries([...supporters, ...personas].map(person));
}

function settings() {
  const told = JSON.parse(readFileSync(settingsFile, "utf8"));
  const read = ({ certificate, private: key }) => ({
    cert: readFileSync(certificate, "utf8"),
    key: readFileSync(key, "utf8"),
  });
  return {
    ...told,
    keys: told.keys.map(read),
    people: told.people ?? sampleCompany(told.personas),
    partner: existsSync(told.partner) ? readPartner(told.partner) : null,
  };
}

/** How samlp asks what a person's attributes are. */
function Claims(person) {
  return {
    getClaims: () => person.attributes,
    getNameIdentifier: () => ({
      nameIdentifier: `${person.name}-of-this-provider`,
      nameIdentifierFormat: PERSISTENT,
    }),
  };
}
Claims.prototype.metadata = [];

const signing = ({ address, keys }) => ({
  issuer: `${address}/metadata`,
  ...keys[0],
  signatureAlgorithm: "rsa-sha256",
  digestAlgorithm: "sha256",
});

/** What samlp is told to answer a request, or without one to begin by itself. */
function answer(told, session, request) {
  const { partner } = told;
  const sessionIndex = `_${randomBytes(16).toString("hex")}`;
  session.participants = new Participants([
    {
      serviceProviderId: partner.entityId,
      sessionIndex,
      nameId: `${session.name}-of-this-provider`,
      nameIdFormat: PERSISTENT,
      serviceProviderLogoutURL: partner.logout,
      cert: partner.signing,
    },
  ]);
  return samlp.auth({
    ...signing(told),
    signingCert: partner.signing,
    audience: partner.entityId,
    destination: partner.consumer,
    recipient: partner.consumer,
    RelayState: request.relayState,
    profileMapper: Claims,
    getUserFromRequest: () => ({ name: session.name, ...told.people[session.name] }),
    getPostURL: (_audience, _request, _req, done) => done(null, partner.consumer),
    authnContextClassRef: PASSWORD,
    lifetimeInSeconds: 300,
    sessionIndex,
    signResponse: told.signs.includes("response"),
    signAssertion: told.signs.includes("assertion"),
    ...(told.encrypts && {
      encryptionCert: partner.encryption,
      encryptionPublicKey: partner.encryption,
    }),
  });
}

const refusal = (told, request, code) =>
  samlp.sendError({
    ...signing(told),
    signResponse: true,
    inResponseTo: request.id,
    destination: told.partner.consumer,
    RelayState: request.relayState,
    error: { code },
    getPostURL: (_req, done) => done(null, told.partner.consumer),
  });

/** The AuthnRequest in this request, if there is one; samlp verifies it where it answers. */
function asked(req) {
  const fields = { ...req.query, ...req.body };
  if (fields.SAMLRequest === undefined) return { relayState: fields.RelayState };
  const bytes = Buffer.from(fields.SAMLRequest, "base64");
  const xml = bytes[0] === 0x3c ? bytes : inflateRawSync(bytes, { maxOutputLength: 65536 });
  const root = parsed(xml.toString("utf8")).documentElement;
  if (root.namespaceURI !== PROTOCOL) throw new Error("not a SAML request");
  return {
    id: root.getAttribute("ID"),
    passive: root.getAttribute("IsPassive") === "true",
    anew: root.getAttribute("ForceAuthn") === "true",
    relayState: fields.RelayState,
  };
}

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => entities[c]);

const style = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
ul { padding: 0; } li { margin: 0 0 1rem; list-style: none; }
button, select { font: inherit; padding: .3rem .8rem; }`;
const page = (title, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>
<body><h1>${title}</h1>${body}</body></html>`;

/** Whom one can be. What was asked waits in the form: samlp reads it when somebody was chosen. */
function choice(people, waiting) {
  const hidden = ([name, value]) =>
    `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;
  const button = ([name, { displayName, note }]) =>
    `<li><button name="person" value="${escaped(name)}"><bdi>${escaped(displayName)}</bdi></button>
     ${escaped(note)}</li>`;
  const option = ([name, { displayName }]) =>
    `<option value="${escaped(name)}">${escaped(displayName)}</option>`;

  const all = Object.entries(people);
  const kept = Object.entries(waiting).map(hidden);
  const form = `<form method="post" action="/sign-in">${kept.join("")}`;
  const listed = all.filter(([, { note }]) => note).map(button);
  const others = all.filter(([, { note }]) => !note).map(option);
  const anybody = `${form}<p><label>Anybody else <select name="person">${others.join("\n")}</select>
</label> <button>Sign in</button></p></form>`;
  return `<p>This is a sample: it signs you in without a password.</p>
${form}<ul>${listed.join("\n")}</ul></form>${others.length > 0 ? anybody : ""}`;
}

const sessions = new Map();
const cookie = (req) => /(?:^|; )samlp=([\w-]+)/.exec(req.headers.cookie ?? "")?.[1];

const app = express();
app.use(express.urlencoded({ extended: false, limit: "256kb" }));
app.use((req, res, next) => {
  res.set("Cache-Control", "no-store");
  req.session = sessions.get(cookie(req));
  req.told = settings();
  next();
});

app.get("/metadata", (req, res, next) => {
  const [first, ...others] = req.told.keys;
  const bare = ({ cert }) => cert.replace(/-----[A-Z ]+-----|\s/g, "");
  const send = res.send.bind(res);
  // samlp's metadata knows one certificate; during a change there is another one.
  res.send = (xml) =>
    send(
      others.reduce((text, key) => {
        const [descriptor] = /<KeyDescriptor[^]*?<\/KeyDescriptor>/.exec(text);
        return text.replace(descriptor, descriptor + descriptor.replace(bare(first), bare(key)));
      }, xml),
    );
  samlp.metadata({
    ...signing(req.told),
    profileMapper: Claims,
    redirectEndpointPath: "/sign-on",
    postEndpointPath: "/sign-on",
    logoutEndpointPaths: { redirect: "/logout", post: "/logout" },
  })(req, res, next);
});

// Without a request in it, at /begin, the provider begins by itself.
app.all(["/sign-on", "/begin"], (req, res, next) => {
  const request = asked(req);
  if (req.session && !request.anew) return answer(req.told, req.session, request)(req, res, next);
  if (request.passive) return refusal(req.told, request, NO_PASSIVE)(req, res, next);
  res.send(page("Sign in", choice(req.told.people, { by: req.method, ...req.query, ...req.body })));
});

app.post("/sign-in", (req, res, next) => {
  const { person, by, ...waiting } = req.body;
  if (!Object.hasOwn(req.told.people, person ?? "")) throw new Error("nobody was chosen");
  const token = randomBytes(16).toString("hex");
  sessions.set(token, { name: person });
  res.set("Set-Cookie", `samlp=${token}; Path=/; HttpOnly; SameSite=Lax`);
  // samlp looks for a signature where the request came: in the address or in the form.
  req.method = by === "GET" ? "GET" : "POST";
  req.query = by === "GET" ? waiting : {};
  req.body = by === "GET" ? {} : waiting;
  answer(req.told, sessions.get(token), asked(req))(req, res, next);
});

function logout(req, res, next) {
  req.session ??= {};
  samlp.logout({
    ...signing(req.told),
    deflate: true,
    protocolBinding: REDIRECT,
    destination: req.told.partner.logout,
    sessionParticipants: req.session.participants ?? new Participants(),
    clearIdPSession: (done) => {
      sessions.delete(cookie(req));
      done();
    },
  })(req, res, next);
}
app.all("/logout", logout);
// Without a message, samlp begins the logout itself.
app.get("/sign-out", (req, res, next) =>
  req.session ? logout(req, res, next) : res.send(page("Signed out", "")),
);

app.use((trouble, _req, res, _next) => {
  console.error(trouble);
  res.status(500).send(page("Not possible", `<p>${escaped(trouble.message)}</p>`));
});

app.listen(Number(port), "127.0.0.1");
