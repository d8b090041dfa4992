// The people of the bench: person 0 leads the house, everybody else has a manager before her.
import { createHash } from "node:crypto";

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const SPAN = 8;

export const managerOf = (i) => Math.floor((i - 1) / SPAN);
export const userName = (i) => `person-${i}@bench.example`;

/** What a provider sends of her. */
export function person(i, managerId) {
  const family = createHash("sha256").update(`${i}`).digest("hex").slice(0, 10);
  return {
    schemas: [USER, ENTERPRISE],
    userName: userName(i),
    externalId: `external-${i}`,
    name: { givenName: `Given${i % 997}`, familyName: family },
    displayName: `Given${i % 997} ${family}`,
    title: `Title ${i % 211}`,
    preferredLanguage: "en",
    active: true,
    emails: [
      { value: `work.${i}.@bench.example`, type: "work", primary: true },
      { value: `home.${i}.@bench.example`, type: "home" },
    ],
    phoneNumbers: [{ value: `+49 30 ${100000 + i}`, type: "work" }],
    [ENTERPRISE]: {
      employeeNumber: `${i}`,
      department: `Department ${i % 101}`,
      ...(managerId === undefined ? {} : { manager: { value: managerId } }),
    },
  };
}
