#!/usr/bin/env bash
# Measures how the time and memory of the router grow with what waits, with branches, with the size of events and with
# the number of routers. See README.md.
set -euo pipefail
export LC_ALL=C

# What to measure, and how much of it.
PARTS=${PARTS:-waiting branches size routers}
WAITING=${WAITING:-1000 10000 100000} # events that wait for a branch that does not run; 1000000 need HEAP=1g
WAITING_IN=${WAITING_IN:-extend.accept.invoice} # or extend.inbox, where triage does not run either: sooner filled
DRAIN=${DRAIN:-yes}             # no leaves out delivering what has waited
BRANCHES=${BRANCHES:-1 8 64}    # routes in routes/types
IDLE_SECONDS=${IDLE_SECONDS:-30} # in which nothing comes, after them
SIZES=${SIZES:-2 100 5000}      # kB of an event
ROUTERS=${ROUTERS:-1 2 3}       # on one external broker
EVENTS=${EVENTS:-10000}         # events measured with so many branches or routers
WARM_UP=${WARM_UP:-5000}        # events before them, which do not count
SIZE_MB=${SIZE_MB:-200}         # MB of events measured of one size
SIZE_EVENTS=${SIZE_EVENTS:-20000} # but no more events than these
CONNECTIONS=${CONNECTIONS:-32}  # for all routers together; large events need room, and get fewer
HEAP=${HEAP:-256m}              # -Xmx of each router
JAVA_OPTS=${JAVA_OPTS:-}        # more options for the routers
ROUTER_OPTS=${ROUTER_OPTS:-}    # more arguments for the routers
START_SECONDS=${START_SECONDS:-600} # for a router to start
GIVE_UP_SECONDS=${GIVE_UP_SECONDS:-7200} # for what waits to be delivered
CHUNK=${CHUNK:-20000}           # events posted at once; a signature lasts five minutes

bench=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$bench/../.." && pwd)
shopt -s nullglob
for archive in "$project"/target/extend-camel-router-*.tar.gz; do :; done
archive=${DISTRIBUTION:-${archive:-}}
[[ -f $archive ]] || { echo "growth.sh: no distribution in $project/target; build it first: mvn package" >&2; exit 2; }
for tool in java javac jar jcmd curl; do
  command -v "$tool" > /dev/null || { echo "growth.sh: $tool is missing; it needs curl and a JDK 17 or later" >&2; exit 2; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/extend-growth.XXXXXX")
pids=()
# Stops these processes; kills one that has not ended after 40 seconds.
stop() {
  local pid i
  for pid; do
    kill "$pid" 2> /dev/null || true
  done
  for pid; do
    for ((i = 0; i < 400; i++)); do
      kill -0 "$pid" 2> /dev/null || break
      sleep 0.1
    done
    kill -9 "$pid" 2> /dev/null || true
    wait "$pid" 2> /dev/null || true
  done
}
finish() {
  stop ${pids[@]+"${pids[@]}"}
  if [[ -n ${KEEP:-} ]]; then echo "kept: $work" >&2; else rm -rf "$work"; fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

export EXTEND_SIGNING_SECRETS=wss_bench
unset EXTEND_DATA_DIR EXTEND_REVIEW_CHANNELS SERVER_PORT MANAGEMENT_SERVER_PORT EXTEND_HOME EXTEND_CACHE_DIR
tar -xzf "$archive" -C "$work"
for installation in "$work"/extend-camel-router-*; do :; done
broker_classes=$(printf '%s:' "$installation"/app/lib/*.jar)
javac -proc:none -d "$work/classes" -cp "$broker_classes" "$bench/Load.java" "$bench/Broker.java"
load=(java -Xmx2g -XX:+UseSerialGC "-Dbench.give-up-seconds=$GIVE_UP_SECONDS" "-Dbench.start-seconds=$START_SECONDS" -cp "$work/classes")
# The router's own -Xmx comes with more options.
[[ $HEAP == 256m ]] || JAVA_OPTS="-Xmx$HEAP $JAVA_OPTS"
export JAVA_OPTS
"$installation/bin/extend-camel-router" --prepare
read -ra router_options <<< "$ROUTER_OPTS"
router_options+=(--server.address=127.0.0.1 --extend.broker.watch-interval=1s)

# One installation for each router, by number: settings and branches, no data. Delivers into $work/delivered.
fresh() {
  rm -rf "$work"/home[0-9]* "$work/delivered"
  local n
  for n; do
    mkdir -p "$work/home$n/routes/types"
    cp "$project/application.yaml" "$work/home$n/"
    branch invoice > "$work/home$n/routes/types/invoice.camel.yaml"
  done
}
branch() {
  cat << ROUTE
- route:
    id: accept-$1
    from:
      uri: jms:extend.accept.$1
      steps:
        - to:
            uri: file:$work/delivered
            parameters:
              fileName: \${header.ExtendFileName}.json
ROUTE
}
# Sets command to what starts router $1, with more arguments, on ports[$1] and managements[$1].
ports=() managements=()
command=()
command_of() {
  local n=$1
  shift
  [[ -n ${ports[n]:-} ]] || read -r "ports[$n]" "managements[$n]" < <("${load[@]}" Load ports 2)
  command=(env "EXTEND_HOME=$work/home$n" "$installation/bin/extend-camel-router" "--server.port=${ports[n]}"
    "--management.server.port=${managements[n]}" "${router_options[@]}" "$@")
}
# Starts it; its pid goes to pid.
pid=
start() {
  command_of "$@"
  "${command[@]}" >> "$work/home$1/log" 2>&1 &
  pid=$!
  pids+=("$pid")
  local deadline=$((SECONDS + START_SECONDS))
  until curl -sf "localhost:${managements[$1]}/actuator/health/readiness" > /dev/null; do
    alive "$1"
    ((SECONDS < deadline)) || fail "router $1 does not start" "$1"
    sleep 0.1
  done
}
alive() { kill -0 "$pid" 2> /dev/null || fail "the router has ended" "$1"; }
fail() {
  echo "growth.sh: $1:" >&2
  grep -v -e ' INFO ' -e '^$' "$work/home$2/log" | tail -8 | cut -c 1-300 >&2
  exit 1
}
stop_router() {
  stop "$pid"
  pids=()
}

value() { sed -E "s/.*(^| )$1=([^ ]*).*/\2/" <<< "$2"; }
calculate() { awk "BEGIN { printf \"$1\", $2 }"; }
now() { date +%s.%N; }
# Seconds of processor time.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/^.*\) /, ""); printf "%.2f\n", ($12 + $13) / hz }' "/proc/$1/stat"; }
status() { awk -v name="$1:" '$1 == name { print $2 }' "/proc/$2/status"; }
resident() { echo $(($(status VmRSS "$1") / 1024)); }
# MiB after a full collection.
heap() {
  jcmd "$1" GC.run > /dev/null
  jcmd "$1" GC.heap_info | awk 'match($0, /used [0-9]+K/) && !/Metaspace|class space/ { sum += substr($0, RSTART + 5, RLENGTH - 6) } END { printf "%.0f", sum / 1024 }'
}
metric() { curl -s "localhost:${managements[$1]}/actuator/prometheus" | sed -n "s/^$2 //p"; }
queue() {
  local messages
  messages=$(metric "$1" "extend_queue_messages{queue=\"$2\"}")
  # What was delivered may be counted for another second.
  [[ $messages == [0-9]* ]] && echo "${messages%.*}" || echo -1
}
# Waits until router $1 has $3 messages in queue $2.
await_queue() {
  local deadline=$((SECONDS + GIVE_UP_SECONDS))
  until [[ $(queue "$1" "$2") == "$3" ]]; do
    alive "$1"
    ((SECONDS < deadline)) || fail "$2 has $(queue "$1" "$2") messages, not $3, after $GIVE_UP_SECONDS s" "$1"
    sleep 1
  done
}
files() { find "$work/delivered" -name 'clr_*.json' 2> /dev/null | wc -l; }
newest() { find "$work/delivered" -name 'clr_*.json' -printf '%T@\n' | sort -n | tail -1; }
oldest() { find "$work/delivered" -name 'clr_*.json' -printf '%T@\n' | sort -n | head -1; }
# Waits for so many files.
await_files() {
  local deadline=$((SECONDS + GIVE_UP_SECONDS))
  until (($(files) >= $1)); do
    alive "$2"
    ((SECONDS < deadline)) || fail "only $(files) of $1 events were delivered in $GIVE_UP_SECONDS s" "$2"
    sleep 0.5
  done
}
# Posts $2 events to router $1, over $3 connections, in chunks; more options for the load generator may follow.
post() {
  local n=$1 left=$2 connections=$3 chunk line
  shift 3
  while ((left > 0)); do
    chunk=$((left < CHUNK ? left : CHUNK))
    line=$("${load[@]}" "$@" Load post "${ports[n]}" "$chunk" "$connections")
    echo "  $line" >> "$work/loads"
    [[ $(value not200 "$line") == 0 ]] || { echo "growth.sh: not every answer was 200: $line" >&2; return 1; }
    left=$((left - chunk))
  done
}
# Milliseconds that a request to router $1 takes: the median of five.
took() {
  local i
  for ((i = 0; i < 5; i++)); do
    curl -s -o /dev/null -m 120 -w '%{time_total}\n' "localhost:${managements[$1]}$2" || echo 999
  done | sort -n | awk 'NR == 3 { printf "%.0f", $1 * 1000 }'
}
disk() { du -sm "$1" | cut -f1; }
has() { [[ " $PARTS " == *" $1 "* ]]; }

# Tables are kept to be shown once all is measured.
table() { printf '\n%s\n\n' "$1" >> "$work/tables"; shift; row "$@"; printf '|%s\n' "$(printf -- '---|%.0s' "$@")" >> "$work/tables"; }
row() {
  local cell line='|'
  for cell; do line+=" $cell |"; done
  echo "$line" >> "$work/tables"
}

if has waiting; then
  table "Waiting in $WAITING_IN, -Xmx$HEAP" "events" "to store one, ms" "processor, ms" "heap MiB" "resident MiB" \
    "disk MiB" "health / prometheus / deadletters / runs/{id}, ms" "restart to first 200, ms" "processor, s" \
    "to deliver one, ms" "processor, ms" "heap MiB after" "disk MiB after"
  excluded=accept-invoice
  [[ $WAITING_IN != extend.inbox ]] || excluded="triage,$excluded"
  for n in $WAITING; do
    fresh 1
    start 1 "--camel.main.auto-startup-exclude-pattern=$excluded"
    before=$(cpu "$pid") begun=$(now)
    post 1 "$n" "$CONNECTIONS" || fail "the router did not store $n events" 1
    await_queue 1 "$WAITING_IN" "$n"
    [[ $WAITING_IN == extend.inbox ]] || await_queue 1 extend.ledger 0
    store=$(calculate %.2f "($(now) - $begun) * 1000 / $n")
    store_cpu=$(calculate %.2f "($(cpu "$pid") - $before) * 1000 / $n")
    resident=$(resident "$pid")
    heap=$(heap "$pid")
    run=$(curl -s "localhost:${managements[1]}/actuator/runs?limit=1" | sed -nE 's/.*"runId":"([^"]+)".*/\1/p')
    requests="$(took 1 /actuator/health) / $(took 1 /actuator/prometheus) / $(took 1 /actuator/deadletters) / $(took 1 "/actuator/runs/${run:-clr_unknown}")"
    stop_router
    disk=$(disk "$work/home1/data/broker")
    echo "waiting=$n store_ms=$store store_cpu_ms=$store_cpu heap=$heap resident=$resident disk=$disk requests_ms=${requests// /}" >&2
    command_of 1 "--camel.main.auto-startup-exclude-pattern=$excluded"
    restart=$("${load[@]}" Load first-200 "${ports[1]}" "$work/home1/log.restart" "${command[@]}")
    deliver=- deliver_cpu=- heap_after=- disk_after=- restart_cpu=-
    if [[ $DRAIN == yes ]]; then
      start 1
      restart_cpu=$(cpu "$pid")
      # One more came with the restart.
      await_queue 1 extend.inbox 0
      await_queue 1 extend.accept.invoice 0
      await_queue 1 extend.ledger 0
      deliver=$(calculate %.2f "($(newest) - $(oldest)) * 1000 / $n")
      deliver_cpu=$(calculate %.2f "($(cpu "$pid") - $restart_cpu) * 1000 / $n")
      (($(files) == n + 1)) || fail "$(files) of $((n + 1)) events were delivered" 1
      heap_after=$(heap "$pid")
      stop_router
      disk_after=$(disk "$work/home1/data/broker")
    fi
    echo "waiting=$n restart_ms=$restart restart_cpu_s=$restart_cpu deliver_ms=$deliver deliver_cpu_ms=$deliver_cpu heap_after=$heap_after disk_after=$disk_after" >&2
    row "$n" "$store" "$store_cpu" "$heap" "$resident" "$disk" "$requests" "$restart" "$restart_cpu" "$deliver" \
      "$deliver_cpu" "$heap_after" "$disk_after"
  done
fi

if has branches; then
  table "Branches, $EVENTS events of 2 kB after $WARM_UP others" "branches" "start to first 200, ms" "processor, s" \
    "threads" "resident MiB" "heap MiB" "events a second" "processor of an event, ms" "processor while nothing comes, ms a second"
  for n in $BRANCHES; do
    fresh 1
    for ((i = 1; i < n; i++)); do
      branch "invoice$i" > "$work/home1/routes/types/invoice$i.camel.yaml"
    done
    command_of 1
    first=$("${load[@]}" "-Dbench.types=$n" Load first-200 "${ports[1]}" "$work/home1/log" "${command[@]}")
    rm -rf "$work/home1/data" "$work/delivered"
    start 1
    start_cpu=$(cpu "$pid")
    post 1 "$WARM_UP" "$CONNECTIONS" "-Dbench.types=$n"
    await_files "$WARM_UP" 1
    await_queue 1 extend.ledger 0
    before=$(cpu "$pid") begun=$(now)
    post 1 "$EVENTS" "$CONNECTIONS" "-Dbench.types=$n"
    await_files $((WARM_UP + EVENTS)) 1
    await_queue 1 extend.ledger 0
    rate=$(calculate %.0f "$EVENTS / ($(newest) - $begun)")
    event_cpu=$(calculate %.2f "($(cpu "$pid") - $before) * 1000 / $EVENTS")
    threads=$(status Threads "$pid") resident=$(resident "$pid") heap=$(heap "$pid")
    before=$(cpu "$pid")
    sleep "$IDLE_SECONDS"
    idle=$(calculate %.0f "($(cpu "$pid") - $before) * 1000 / $IDLE_SECONDS")
    stop_router
    echo "branches=$n first_200_ms=$first start_cpu_s=$start_cpu threads=$threads resident=$resident heap=$heap rate=$rate cpu_ms=$event_cpu idle_ms=$idle" >&2
    row "$n" "$first" "$start_cpu" "$threads" "$resident" "$heap" "$rate" "$event_cpu" "$idle"
  done
fi

if has size; then
  table "Size, -Xmx$HEAP" "kB of an event" "events" "connections" "events a second" "MB a second" \
    "processor of an event, ms" "processor of a MB, ms" "heap at most before a collection / after a full one, MiB" "resident MiB"
  for kb in $SIZES; do
    n=$((SIZE_MB * 1000 / kb < SIZE_EVENTS ? SIZE_MB * 1000 / kb : SIZE_EVENTS))
    # As many as the router receives at a time: it answers 503 to a body without room (max-total-body-size, 8 MB).
    connections=$((4000 / kb < 1 ? 1 : 4000 / kb < CONNECTIONS ? 4000 / kb : CONNECTIONS))
    warm_up=$((n / 4 < WARM_UP ? n / 4 : WARM_UP))
    fresh 1
    JAVA_OPTS="$JAVA_OPTS -Xlog:gc:file=$work/home1/gc:none" start 1
    post 1 "$WARM_UP" "$CONNECTIONS"
    post 1 "$warm_up" "$connections" "-Dbench.event-bytes=$((kb * 1000))"
    await_files $((WARM_UP + warm_up)) 1
    await_queue 1 extend.ledger 0
    before=$(cpu "$pid") begun=$(now)
    # The load generator has all requests of a chunk in memory.
    CHUNK=$((500000 / kb < CHUNK ? 500000 / kb : CHUNK)) post 1 "$n" "$connections" "-Dbench.event-bytes=$((kb * 1000))"
    await_files $((WARM_UP + warm_up + n)) 1
    await_queue 1 extend.ledger 0
    seconds=$(calculate %.2f "$(newest) - $begun")
    used=$(calculate %.2f "$(cpu "$pid") - $before")
    resident=$(resident "$pid")
    stop_router
    # A young collection that has no room for what it keeps frees nothing, and a full one follows.
    peak=$(sed -nE 's/.*Pause (Young|Full) .* ([0-9]+)M->([0-9]+)M\(.*/\1 \2 \3/p' "$work/home1/gc" \
      | awk '{ if ($2 > b) b = $2; if ($1 == "Full" && $3 > a) a = $3 } END { print b " / " (a ? a : "-") }')
    rate=$(calculate %.1f "$n / $seconds") mb_rate=$(calculate %.2f "$n * $kb / 1000 / $seconds")
    event_cpu=$(calculate %.2f "$used * 1000 / $n") mb_cpu=$(calculate %.1f "$used * 1000 / ($n * $kb / 1000)")
    echo "size_kb=$kb events=$n rate=$rate mb_rate=$mb_rate cpu_ms=$event_cpu cpu_ms_of_mb=$mb_cpu heap=${peak// /} resident=$resident" >&2
    row "$kb" "$n" "$connections" "$rate" "$mb_rate" "$event_cpu" "$mb_cpu" "$peak" "$resident"
  done
fi

if has routers; then
  table "Routers on one external broker, $EVENTS events of 2 kB after $WARM_UP others" "routers" "events a second" \
    "processor of an event, routers, ms" "the same, broker, ms" "resident MiB, each"
  for n in $ROUTERS; do
    read -r broker_port < <("${load[@]}" Load ports 1)
    rm -rf "$work/broker"
    java -Xmx512m -cp "$work/classes:$broker_classes" Broker "$work/broker" "$broker_port" > "$work/broker.log" 2>&1 &
    broker=$!
    pids+=("$broker")
    # shellcheck disable=SC2046
    fresh $(seq "$n")
    routers=()
    for ((r = 1; r <= n; r++)); do
      start "$r" --spring.artemis.embedded.enabled=false --spring.artemis.mode=native \
        "--spring.artemis.broker-url=tcp://127.0.0.1:$broker_port"
      routers+=("$pid")
    done
    spread() { # $1 events over all routers at once, until $2 files are there
      local r posts=() p
      for ((r = 1; r <= n; r++)); do
        post "$r" $(($1 / n + (r <= $1 % n))) $((CONNECTIONS / n)) &
        posts+=($!)
      done
      for p in "${posts[@]}"; do wait "$p"; done
      await_files "$2" 1
      await_queue 1 extend.ledger 0
    }
    total() { local sum=0 p; for p; do sum=$(calculate %.2f "$sum + $(cpu "$p")"); done; echo "$sum"; }
    spread "$WARM_UP" "$WARM_UP"
    before=$(total "${routers[@]}") broker_before=$(cpu "$broker") begun=$(now)
    spread "$EVENTS" $((WARM_UP + EVENTS))
    rate=$(calculate %.0f "$EVENTS / ($(newest) - $begun)")
    event_cpu=$(calculate %.2f "($(total "${routers[@]}") - $before) * 1000 / $EVENTS")
    broker_cpu=$(calculate %.2f "($(cpu "$broker") - $broker_before) * 1000 / $EVENTS")
    each=
    for p in "${routers[@]}"; do each+="${each:+, }$(resident "$p")"; done
    stop "${routers[@]}"
    stop "$broker"
    pids=()
    echo "routers=$n rate=$rate cpu_ms=$event_cpu broker_cpu_ms=$broker_cpu resident=${each// /}" >&2
    row "$n" "$rate" "$event_cpu" "$broker_cpu" "$each"
  done
fi

echo "$(java -version 2>&1 | sed -n 2p), $(nproc) processors, -Xmx$HEAP"
cat "$work/tables"
