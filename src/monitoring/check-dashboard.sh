#!/usr/bin/env bash
# Shows that each panel of dashboard.json has data: starts a Prometheus of its own beside a running router, posts two
# sample events, and asks what the panels ask.
set -euo pipefail
export LC_ALL=C

usage() {
  cat >&2 << 'TEXT'
usage: check-dashboard.sh [DASHBOARD]

Prints a line for each panel. Ends with 0 if each has data, with 1 if one has none.

  DASHBOARD               dashboard.json beside this script

  SERVER_PORT             where the router takes webhooks, 8080
  MANAGEMENT_SERVER_PORT  where it has its metrics, 8081
  EXTEND_SIGNING_SECRETS  as the router was started with; without it that of the development run
  SECONDS_TO_WAIT         for data once Prometheus has found the router, 30
TEXT
  exit 2
}
if (($# > 1)) || [[ ${1:-} == -* ]]; then usage; fi

fail() {
  printf 'check-dashboard.sh: %s\n' "$1" >&2
  exit 2
}
for program in prometheus curl jq openssl; do
  command -v "$program" > /dev/null || fail "needs $program"
done

here=$(cd "$(dirname "$0")" && pwd)
dashboard=${1:-$here/dashboard.json}
demo=$here/../demo
management=localhost:${MANAGEMENT_SERVER_PORT:-8081}
seconds=${SECONDS_TO_WAIT:-30}

work=$(mktemp -d "${TMPDIR:-/tmp}/extend-dashboard.XXXXXX")
prometheus=
stop() {
  [[ -z $prometheus ]] || kill "$prometheus" 2> /dev/null || true
  wait
  rm -rf "$work"
}
trap stop EXIT

cat > "$work/prometheus.yml" << CONFIG
global:
  scrape_interval: 1s
scrape_configs:
  - job_name: extend-camel-router
    metrics_path: /actuator/prometheus
    static_configs:
      - targets: ["$management"]
CONFIG
# It is read before Prometheus has come to write it.
: > "$work/log"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/data" \
  --web.listen-address=127.0.0.1:0 >> "$work/log" 2>&1 &
prometheus=$!

# Runs a command until it succeeds.
await() {
  local what=$1 end=$((SECONDS + 60))
  shift
  until "$@"; do
    kill -0 "$prometheus" 2> /dev/null || fail "Prometheus has ended: $(tail -n 1 "$work/log")"
    ((SECONDS < end)) || fail "$what"
    sleep 0.2
  done
}

listening() {
  address=$(sed -n '/msg="Listening on"/s/.*address=\([^ ]*\).*/\1/p' "$work/log")
  [[ -n $address ]]
}

# The values that an expression has now, without NaN, one a line.
values() {
  curl --silent --data-urlencode "query=$1" "http://$address/api/v1/query" |
    jq --raw-output 'if .status == "success" then .data.result[].value[1] | select(. != "NaN") else error(.error) end'
}

scraped() { [[ -n $(values 'up == 1 and on (job) extend_others_total') ]]; }

# As a new event about a new run: the router drops what it has seen.
post() {
  local id=$(date +%s)$RANDOM
  sed -e "s/evt_/evt_$id/" -e "s/clr_/clr_$id/" "$demo/events/$1" > "$work/event.json"
  "$demo/send-webhook.sh" "$work/event.json" > "$work/answer" || fail "$1 was answered $(< "$work/answer")"
}

# Grafana's variables, as if all were chosen and all of the time were shown.
substituted() {
  local expression=$1
  expression=${expression//'$__rate_interval'/5m}
  expression=${expression//'$__range'/5m}
  expression=${expression//'"$job"'/'".+"'}
  expression=${expression//'"$type"'/'".+"'}
  printf '%s' "$expression"
}

# Whether each expression has data; counts the series.
have_data() {
  local expression found
  series=0
  for expression in "$@"; do
    found=$(values "$(substituted "$expression")" 2> "$work/error") && [[ -n $found ]] || { series=0; return 1; }
    series=$((series + $(wc -l <<< "$found")))
  done
}

await "Prometheus does not say where it listens" listening
await "no metrics of a router at http://$management/actuator/prometheus" scraped
post 01-invoice-accepted.json
post 02-invoice-below-own-threshold.json

# For each panel a line with its title, one with the number of its expressions, and one for each of them.
jq --raw-output '.panels[] | select(.targets) | .title, (.targets | length), .targets[].expr' \
  "$dashboard" > "$work/panels"
[[ -s $work/panels ]] || fail "no panels in $dashboard"
end=$((SECONDS + seconds))
missing=0
while read -r title && read -r count && mapfile -t -n "$count" expressions; do
  while ! have_data "${expressions[@]}" && ((SECONDS < end)); do
    sleep 0.2
  done
  if ((series > 0)); then
    printf 'data     %s: %d series\n' "$title" "$series"
  else
    printf 'NO DATA  %s\n' "$title"
    printf '         %s\n' "${expressions[@]}"
    sed 's/^/         /' "$work/error"
    missing=1
  fi
done < "$work/panels"
exit "$missing"
