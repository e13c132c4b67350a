// Writes signature-vectors.json beside itself: webhook signatures made by openssl and by Extend's own SDK.
// Run it from a directory where the SDK is installed; signature-vectors.md says how.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "here"));
const { version } = require("extend-ai/package.json");
if (version !== "1.17.0") throw new Error(`extend-ai 1.17.0 is wanted, ${version} is installed`);

// Node's own module object, which the SDK reads at each call: sdkSignature() looks through it.
const crypto = require("crypto");
const webhooks = new (require("extend-ai").ExtendClient)({ token: "unused" }).webhooks;

const OPENSSL = "openssl";
const SDK = `extend-ai ${version}`;

function opensslSignature(secret, timestamp, body, prefix = "v0") {
  const key = Buffer.from(secret, "utf8").toString("hex");
  const input = Buffer.concat([Buffer.from(`${prefix}:${timestamp}:`), body]);
  return execFileSync("openssl", ["dgst", "-sha256", "-mac", "HMAC", "-macopt", `hexkey:${key}`, "-binary"], { input }).toString("hex");
}

// The SDK has no call to sign with. Its verifier computes the signature it expects and compares: that one is taken.
function sdkSignature(secret, timestamp, body) {
  const compare = crypto.timingSafeEqual;
  let expected;
  crypto.timingSafeEqual = (given, wanted) => {
    expected = wanted.toString("hex");
    return compare(given, wanted);
  };
  try {
    sdkAccepts({ secret, timestamp, body, signature: "0".repeat(64) });
  } finally {
    crypto.timingSafeEqual = compare;
  }
  return expected;
}

function sdkAccepts({ secret, timestamp, body, signature }) {
  const headers = { "x-extend-request-timestamp": timestamp, "x-extend-request-signature": signature };
  return webhooks.verify(body.toString("utf8"), headers, secret, { maxAgeSeconds: 0 });
}

// The SDK takes the body as a string, so it can judge only bodies that are UTF-8.
const sdkApplies = (body) => Buffer.from(body.toString("utf8"), "utf8").equals(body);

function largeBody(length) {
  const head = '{"eventId":"evt_large","eventType":"classify_run.processed","payload":{"filler":"';
  const tail = '"}}';
  let filler = "";
  for (let i = 0; head.length + filler.length + tail.length < length; i++) {
    filler += createHash("sha256").update(`filler ${i}`).digest("base64");
  }
  return Buffer.from(head + filler.slice(0, length - head.length - tail.length) + tail);
}

const SECRET = "wss_Q2hhbmdlTWUtMDEyMzQ1Njc4OWFiY2RlZg";
const OTHER_SECRET = "wss_Q2hhbmdlTWUtMDEyMzQ1Njc4OWFiY2RlZh";
const NON_ASCII_SECRET = "wss_größe-ключ-鍵-🔑";
const LONG_SECRET = "wss_" + "0123456789abcdef".repeat(6); // longer than SHA-256's block of 64 bytes
const TIMESTAMP = "1767225600";

const JSON_TEXT = '{"eventId":"evt_1","eventType":"classify_run.processed","payload":{"object":"classify_run","id":"clr_1","output":{"type":"invoice","confidence":0.97}}}';
const ASCII = Buffer.from(JSON_TEXT);
const UTF8 = Buffer.from('{"eventId":"evt_2","eventType":"classify_run.processed","payload":{"file":{"name":"🧾 Rechnung für Zoë – فاتورة 請求書.pdf"}}}');

const bodies = {
  "empty body": Buffer.alloc(0),
  "ASCII JSON": ASCII,
  "UTF-8 with emoji": UTF8,
  "byte order mark": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), ASCII]),
  "NUL bytes": Buffer.from('{"eventId":"evt_\0\0","eventType":"\0"}\0'),
  "NUL and invalid UTF-8": Buffer.from([0x7b, 0x00, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf5, 0x00, 0x7d]),
  "CRLF line ends": Buffer.from('{\r\n  "eventId": "evt_3",\r\n  "eventType": "classify_run.failed",\r\n  "payload": {}\r\n}'),
  "trailing newline": Buffer.from(JSON_TEXT + "\n"),
  "100 kB": largeBody(100_000),
};

const vectors = [];
const add = (name, madeBy, body, signature, valid, { secret = SECRET, timestamp = TIMESTAMP } = {}) =>
  vectors.push({ name, madeBy, secret, timestamp, body, signature, valid });

// One entry from each maker that can sign the body; they have to agree.
function addValid(name, body, { secret = SECRET, timestamp = TIMESTAMP, form = (signature) => signature } = {}) {
  const signature = opensslSignature(secret, timestamp, body);
  add(name, OPENSSL, body, form(signature), true, { secret, timestamp });
  if (!sdkApplies(body)) return;
  if (sdkSignature(secret, timestamp, body) !== signature) throw new Error(`openssl and the SDK disagree on: ${name}`);
  add(name, SDK, body, form(signature), true, { secret, timestamp });
}

for (const [name, body] of Object.entries(bodies)) {
  addValid(name, body);
}
addValid("secret with non-ASCII characters", ASCII, { secret: NON_ASCII_SECRET });
addValid("secret with non-ASCII characters, UTF-8 body", UTF8, { secret: NON_ASCII_SECRET });
addValid("secret longer than a hash block", ASCII, { secret: LONG_SECRET });
addValid("another timestamp", ASCII, { timestamp: "1799999999" });
addValid("upper-case hex", ASCII, { form: (signature) => signature.toUpperCase() });
addValid("mixed-case hex", ASCII, { form: (signature) => signature.slice(0, 32).toUpperCase() + signature.slice(32) });

const good = opensslSignature(SECRET, TIMESTAMP, ASCII);
const flipped = Buffer.from(ASCII);
flipped[flipped.length - 4] ^= 1; // 0.97 becomes 0.96
const lastDigit = good.slice(0, -1) + (parseInt(good.slice(-1), 16) ^ 1).toString(16);

add("signed with another secret", SDK, ASCII, sdkSignature(OTHER_SECRET, TIMESTAMP, ASCII), false);
add("signed with a secret in another case", OPENSSL, ASCII, opensslSignature(SECRET.toUpperCase(), TIMESTAMP, ASCII), false);
add("body differs in one byte", OPENSSL, flipped, good, false);
add("body has gained a newline", OPENSSL, Buffer.from(JSON_TEXT + "\n"), good, false);
add("body has lost its byte order mark", OPENSSL, ASCII, opensslSignature(SECRET, TIMESTAMP, bodies["byte order mark"]), false);
add("body is the same JSON, written anew", OPENSSL, Buffer.from(JSON.stringify(JSON.parse(JSON_TEXT), null, 2)), good, false);
add("body is empty, signature is for another", OPENSSL, Buffer.alloc(0), good, false);
add("timestamp differs", SDK, ASCII, sdkSignature(SECRET, "1767225601", ASCII), false);
add("timestamp is the same number, written otherwise", OPENSSL, ASCII, good, false, { timestamp: "01767225600" });
add("message begins with v1", OPENSSL, ASCII, opensslSignature(SECRET, TIMESTAMP, ASCII, "v1"), false);
add("signature has the prefix v1=", OPENSSL, ASCII, `v1=${good}`, false);
add("signature has the prefix v0=", OPENSSL, ASCII, `v0=${good}`, false);
add("last digit differs", OPENSSL, ASCII, lastDigit, false);
add("last byte cut off", OPENSSL, ASCII, good.slice(0, -2), false);
add("last digit cut off", OPENSSL, ASCII, good.slice(0, -1), false);
add("one byte too many", OPENSSL, ASCII, good + "00", false);
add("signature twice over", OPENSSL, ASCII, good + good, false);
add("base64 instead of hex", OPENSSL, ASCII, Buffer.from(good, "hex").toString("base64"), false);
add("not hex at all", OPENSSL, ASCII, "z".repeat(64), false);
add("full-width digits", OPENSSL, ASCII, good.replace(/[0-9]/g, (digit) => String.fromCharCode(0xff10 + Number(digit))), false);
add("all zeros", OPENSSL, ASCII, "0".repeat(64), false);
add("empty signature", OPENSSL, ASCII, "", false);

for (const vector of vectors) {
  if (sdkApplies(vector.body) && sdkAccepts(vector) !== vector.valid) {
    throw new Error(`the SDK's verifier says otherwise: ${vector.name}`);
  }
}

const rows = vectors.map(({ body, signature, valid, ...rest }) => ({ ...rest, bodyBase64: body.toString("base64"), signature, valid }));
writeFileSync(new URL("signature-vectors.json", import.meta.url), JSON.stringify(rows, null, 2) + "\n");
console.log(`${rows.length} vectors, ${rows.filter((row) => row.valid).length} of them valid`);
