// Builds everything, or says why not: types, messages, bundles, weights.
//
//   npm run build [-- --out DIR]
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { checkMessages } from "./check-messages.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const at = process.argv.indexOf("--out");
const out = at > 0 ? resolve(process.argv[at + 1]) : join(root, "dist");
const local = (name) => join(root, "node_modules", ".bin", name);

const LANGUAGES = ["en", "de", "fr", "es", "pl", "ar"];
// Bytes after gzip. The requester's two pages are one set, so that no request tells which one.
const WEIGHTS = [
  [["kith.js"], 4_000],
  [["requester.js", "kith.css"], 30_000],
  [["desk.js"], 30_000],
  [["sign-on.js"], 12_000],
  ...LANGUAGES.map((tag) => [[`messages/${tag}.json`], 9_000]),
];

function fail(problems) {
  for (const problem of problems) console.error(`sdk/widgets: ${problem}`);
  process.exit(1);
}

function overweight() {
  return WEIGHTS.flatMap(([names, most]) => {
    const bytes = names.reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(out, name))).length,
      0,
    );
    console.log(`${names.join(" + ")}: ${bytes} of ${most} bytes`);
    return bytes > most ? [`${names.join(" + ")}: ${bytes} bytes with gzip, ${most} allowed`] : [];
  });
}

const wrong = checkMessages(join(root, "messages"), join(root, "src"), LANGUAGES);
if (wrong.length > 0) fail(wrong);
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", root], {
  stdio: "inherit",
});

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "messages"), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ["src/kith.ts", "src/requester.ts", "src/desk.ts", "src/sign-on.ts", "src/kith.css"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  conditions: ["production"],
});
for (const tag of LANGUAGES) {
  const messages = JSON.parse(readFileSync(join(root, "messages", `${tag}.json`), "utf8"));
  writeFileSync(join(out, "messages", `${tag}.json`), JSON.stringify(messages));
}
cpSync(join(root, "types/kith.d.ts"), join(out, "kith.d.ts"));
const heavy = overweight();
if (heavy.length > 0) fail(heavy);
