#!/usr/bin/env bash
# Signs the exact bytes of FILE as Extend signs its webhooks, and posts them.
set -euo pipefail
LC_ALL=C # one character is one byte, in the secret as in the answer

usage() {
  cat >&2 <<'TEXT'
usage: send-webhook.sh FILE [URL]

  FILE  the event to send, for example one of events/ beside this script
  URL   default http://localhost:${SERVER_PORT:-8080}/webhooks/extend

EXTEND_SIGNING_SECRETS holds the secret (the first, where commas separate several);
without it the development run's own, wss_development_only, is used.
TEXT
  exit 2
}

fail() {
  printf 'send-webhook.sh: %s\n' "$1" >&2
  exit 2
}

sha256_hex() {
  local digest
  digest=$(openssl dgst -sha256 -r)
  printf '%s' "${digest%% *}"
}

# The key for HMAC as hex: the secret's bytes, or their digest where they exceed SHA-256's block of 64 bytes.
hmac_key_hex() {
  local secret=$1 i code
  if ((${#secret} > 64)); then
    printf '%s' "$secret" | sha256_hex
    return
  fi
  for ((i = 0; i < ${#secret}; i++)); do
    printf -v code '%d' "'${secret:i:1}"
    printf '%02x' "$((code & 255))"
  done
}

# The key, filled up with zeros to one block, each byte XORed with $2; as escapes for printf %b.
hmac_pad() {
  local key_hex=$1 mask=$2 i byte
  for ((i = 0; i < 128; i += 2)); do
    byte=${key_hex:i:2}
    printf '\\x%02x' "$((16#${byte:-00} ^ mask))"
  done
}

# HMAC-SHA256 of stdin, in hex. openssl releases in wide use take an HMAC key only as an argument, where `ps` shows it;
# so they do the hashing here, and the key stays within this shell and its pipes.
hmac_sha256_hex() {
  local key_hex inner outer
  key_hex=$(hmac_key_hex "$1")
  inner=$(hmac_pad "$key_hex" 0x36)
  outer=$(hmac_pad "$key_hex" 0x5c)
  {
    printf '%b' "$outer"
    { printf '%b' "$inner"; cat; } | openssl dgst -sha256 -binary
  } | sha256_hex
}

if (($# < 1 || $# > 2)) || [[ $1 == -h || $1 == --help ]]; then usage; fi
file=$1
url=${2:-http://localhost:${SERVER_PORT:-8080}/webhooks/extend}
[[ -e $file ]] || fail "no such file: $file"
[[ -f $file && -r $file ]] || fail "not a readable file: $file"

secret=${EXTEND_SIGNING_SECRETS:-wss_development_only}
secret=${secret%%,*}
secret=${secret#"${secret%%[![:space:]]*}"}
secret=${secret%"${secret##*[![:space:]]}"}
[[ -n $secret ]] || fail "EXTEND_SIGNING_SECRETS begins with an empty secret"

timestamp=$(date +%s)
signature=$({ printf 'v0:%s:' "$timestamp"; cat -- "$file"; } | hmac_sha256_hex "$secret")

answer=$(curl --silent --show-error --max-time 30 --write-out '\n%{http_code}' \
  --header 'Content-Type: application/json' \
  --header 'Expect:' \
  --header "x-extend-request-timestamp: $timestamp" \
  --header "x-extend-request-signature: $signature" \
  --data-binary @- --url "$url" <"$file")
status=${answer##*$'\n'}
body=${answer%$'\n'*}
printf 'HTTP %s %s\n' "$status" "${body//[[:cntrl:]]/ }"
if [[ $status == 401 && $body == '{"error":"unauthorized"}' ]]; then
  printf 'send-webhook.sh: the router knows no secret that fits: ' >&2
  if [[ -n ${EXTEND_SIGNING_SECRETS:-} ]]; then
    echo 'set EXTEND_SIGNING_SECRETS to the one the router was started with' >&2
  else
    echo "EXTEND_SIGNING_SECRETS is not set, so the development run's own was used" >&2
  fi
elif [[ $status == 401 || $status == 403 || $status == 3?? ]]; then
  cat >&2 <<'TEXT'
send-webhook.sh: something in front of the router answered, a proxy or the security of the application that has it
as a library: let it pass POST on to the router without a login, and exempt the path from CSRF protection
TEXT
fi
[[ $status == 2?? ]]
