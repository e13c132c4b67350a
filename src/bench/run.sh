#!/usr/bin/env bash
# Measures the packaged router on this machine, next to a bare Spring MVC controller. See README.md.
set -euo pipefail
export LC_ALL=C

# What to measure, and how much of it.
PARTS=${PARTS:-receive drain start memory}
EVENTS=${EVENTS:-20000}         # events of one measured round
WARM_UP=${WARM_UP:-10000}       # events before it, which do not count
RECEIVE_WARM_UP=${RECEIVE_WARM_UP:-140000} # the same where receive is measured alone; the compiler takes that long
ROUNDS=${ROUNDS:-2}             # measured rounds; the median counts
CONNECTIONS=${CONNECTIONS:-32}
STARTS=${STARTS:-3}
STAGES=${STAGES:-10000 50000 100000} # events in all when memory is read; ascending
HEAP=${HEAP:-256m}              # -Xmx of the router and of the controller
RECEIVE_HEAP=${RECEIVE_HEAP:-2g} # the same where receive is measured alone
JAVA_OPTS=${JAVA_OPTS:-}        # more options for both, for example -XX:+UseSerialGC
RECEIVE_OPTS=${RECEIVE_OPTS:--XX:TieredStopAtLevel=4} # the same where receive is measured alone: both have both compilers
PEER=${PEER:-}                  # a directory whose run.sh measures another receiver: run.sh PROJECT EVENTS, a line a round
ROUTER_OPTS=${ROUTER_OPTS:-}    # more arguments for the router, for example --logging.level.decide=warn
GIVE_UP_SECONDS=${GIVE_UP_SECONDS:-240} # for one round's files

bench=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$bench/../.." && pwd)
shopt -s nullglob
for archive in "$project"/target/extend-camel-router-*.tar.gz; do :; done
archive=${DISTRIBUTION:-${archive:-}}
[[ -f $archive ]] || { echo "run.sh: no distribution in $project/target; build it first: mvn package" >&2; exit 2; }
for tool in java javac jcmd; do
  command -v "$tool" > /dev/null || { echo "run.sh: $tool is missing; a JDK 17 or later has it" >&2; exit 2; }
done

work=$(mktemp -d)
pid=
stop() {
  [[ -n $pid ]] || return 0
  kill "$pid" 2> /dev/null || true
  for ((i = 0; i < 400; i++)); do
    kill -0 "$pid" 2> /dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2> /dev/null || true
  wait "$pid" 2> /dev/null || true
  pid=
}
finish() {
  stop
  if [[ -n ${KEEP:-} ]]; then echo "kept: $work" >&2; else rm -rf "$work"; fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

export EXTEND_SIGNING_SECRETS=wss_bench
unset EXTEND_DATA_DIR EXTEND_REVIEW_CHANNELS SERVER_PORT MANAGEMENT_SERVER_PORT EXTEND_CACHE_DIR

tar -xzf "$archive" -C "$work"
for installation in "$work"/extend-camel-router-*; do :; done
"$installation/bin/extend-camel-router" --prepare
export EXTEND_HOME="$work/run"

# The controller gets what spring-boot-starter-web would bring, in the router's versions.
lib=$installation/app/lib
web=$(printf '%s:' "$lib"/{spring-boot-[0-9],spring-boot-autoconfigure,spring-core,spring-jcl,spring-beans,spring-context-,spring-aop,spring-expression,spring-web-,spring-webmvc,tomcat-embed-core,tomcat-embed-el,logback-,slf4j-api,jul-to-slf4j,log4j-,jakarta.annotation-api,snakeyaml-[0-9],micrometer-observation,micrometer-commons,jackson-}*.jar)
javac -proc:none -d "$work/classes" -cp "$web" "$bench/Load.java" "$bench/BareController.java"
load=(java -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=4 "-Dbench.give-up-seconds=$GIVE_UP_SECONDS" -cp "$work/classes" Load)

read -r port management < <("${load[@]}" ports 2)
read -ra router_options <<< "$ROUTER_OPTS"
# Sets the commands that start the router and the controller with this -Xmx and more options. The controller has the settings
# of the router's own standalone.yaml that bear on Tomcat and Spring MVC.
heap() {
  local java_options
  read -ra java_options <<< "-Xmx$1 $JAVA_OPTS ${2:-}"
  # Its own -Xmx comes with more options.
  router=(env "JAVA_OPTS=${java_options[*]/#-Xmx256m}" "$installation/bin/extend-camel-router" "--server.port=$port"
    --server.address=127.0.0.1 "--management.server.port=$management" "${router_options[@]}")
  bare=(java "${java_options[@]}" -cp "$work/classes:$web" BareController "--server.port=$port" --server.address=127.0.0.1
    --server.shutdown=graceful --server.tomcat.connection-timeout=10s --server.tomcat.keep-alive-timeout=60s
    --server.tomcat.threads.max=64 --spring.mvc.formcontent.filter.enabled=false --spring.servlet.multipart.enabled=false
    --spring.main.banner-mode=off --logging.level.org.apache.catalina=warn)
}
heap "$HEAP"

# An empty working directory, as an installation has it: settings and branches, no data.
fresh() {
  rm -rf "$work/run"
  mkdir "$work/run"
  cp "$project/application.yaml" "$work/run/"
  mkdir "$work/run/routes"
  cp -r "$project/routes/types" "$work/run/routes/"
  cd "$work/run"
}

start() {
  fresh
  "$@" > "$work/run/log" 2>&1 &
  pid=$!
  for ((i = 0; i < 600; i++)); do
    if grep -q ' Started ' "$work/run/log"; then return; fi
    kill -0 "$pid" 2> /dev/null || break
    sleep 0.1
  done
  echo "run.sh: did not start:" >&2
  tail -20 "$work/run/log" >&2
  exit 1
}

value() { sed -E "s/.*(^| )$1=([^ ]*).*/\2/" <<< "$2"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
column() { while IFS= read -r line; do value "$1" "$line"; done < "$2" | median; }
has() { [[ " $PARTS " == *" $1 "* ]]; }

# Rounds against what runs now, after $1 events of warm-up; the figures go to file $2, the total of files so far to $done.
done=0
rounds() {
  local warm_up=$1 out=$2 files=${3:-} i
  done=0
  : > "$out"
  for ((i = 0; i <= ROUNDS; i++)); do
    local n=$((i == 0 ? warm_up : EVENTS)) line
    # shellcheck disable=SC2086
    line=$("${load[@]}" post "$port" "$n" "$CONNECTIONS" ${files:+"$files" "$done"})
    done=$((done + n))
    echo "  $line" >&2
    [[ $(value not200 "$line") == 0 ]] || { echo "run.sh: not every answer was 200" >&2; exit 1; }
    if ((i == 0)); then echo "$line" > "$out.first"; else echo "$line" >> "$out"; fi
  done
}

echo "$(java -version 2>&1 | sed -n 2p), $(nproc) processors, -Xmx$HEAP, $CONNECTIONS connections, median (lower middle) of $ROUNDS rounds of $EVENTS events"

if has receive; then
  # No other route runs, so the inbox fills up; the heap has room for it.
  heap "$RECEIVE_HEAP" "$RECEIVE_OPTS"
  echo "bare controller:" >&2
  start "${bare[@]}"
  rounds "$RECEIVE_WARM_UP" "$work/bare"
  stop
  echo "router, its route receive alone:" >&2
  start "${router[@]}" "--camel.main.auto-startup-exclude-pattern=triage,fetch-payload,review-*,notices,others,accept-*"
  rounds "$RECEIVE_WARM_UP" "$work/receive"
  if [[ -n ${HOOK:-} ]]; then PID=$pid PORT=$port eval "$HOOK"; fi
  stop
  heap "$HEAP"
  b=$(column rate "$work/bare") r=$(column rate "$work/receive")
  echo
  echo "Receive alone, -Xmx$RECEIVE_HEAP              bare controller      router"
  printf '  answers of 200 per second          %15s %11s   router/bare %s\n' "$b" "$r" "$(awk "BEGIN { printf \"%.2f\", $r / $b }")"
  printf '  p50, ms                            %15s %11s\n' "$(column p50 "$work/bare")" "$(column p50 "$work/receive")"
  printf '  p99, ms                            %15s %11s\n' "$(column p99 "$work/bare")" "$(column p99 "$work/receive")"
fi

if has drain; then
  echo "router, all routes:" >&2
  start "${router[@]}"
  rounds "$WARM_UP" "$work/router" "$work/run/data/accepted/invoice"
  stop
  echo
  echo "All routes: receive, triage and delivery share the processors"
  printf '  answers of 200 per second          %11s\n' "$(column rate "$work/router")"
  printf '  p50, ms                            %11s\n' "$(column p50 "$work/router")"
  printf '  p99, ms                            %11s\n' "$(column p99 "$work/router")"
  echo "End to end: first POST to last file in data/accepted/invoice"
  printf '  events per second                  %11s\n' "$(column drained_rate "$work/router")"
  printf '  the %8s before, from the start   %11s\n' "$WARM_UP" "$(column drained_rate "$work/router.first")"
  if [[ -n $PEER ]]; then
    echo "peer:" >&2
    "$PEER/run.sh" "$project" "$EVENTS" | tee /dev/stderr > "$work/peer"
    printf '  peer, each round of %8s         %s\n' "$EVENTS" "$(while IFS= read -r line; do printf '%11s' "$(value drained_rate "$line")"; done < "$work/peer")"
  fi
fi

if has start; then
  for ((s = 0; s < STARTS; s++)); do
    fresh
    "${load[@]}" first-200 "$port" "$work/run/log" "${bare[@]}" >> "$work/bare-starts"
    fresh
    "${load[@]}" first-200 "$port" "$work/run/log" "${router[@]}" >> "$work/router-starts"
    sed -nE 's/.* Started .* in [0-9.]+ seconds \(process running for ([0-9.]+)\).*/\1/p' "$work/run/log" >> "$work/started"
    { TIMEFORMAT=%R; time "${router[@]}" --check > "$work/run/check"; } 2>> "$work/checks"
  done
  echo
  echo "Start, median of $STARTS                    bare controller      router"
  printf '  process start to first 200, ms     %15s %11s\n' "$(median < "$work/bare-starts")" "$(median < "$work/router-starts")"
  printf '  the log'"'"'s "process running for", s  %15s %11s\n' - "$(median < "$work/started")"
  printf '  --check, s                         %15s %11s\n' - "$(median < "$work/checks")"
fi

# Resident, peak resident, and the heap that survives a collection; in MiB.
memory() {
  local rss peak used
  rss=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status")
  peak=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status")
  jcmd "$pid" GC.run > /dev/null
  used=$(jcmd "$pid" GC.heap_info | awk 'match($0, /used [0-9]+K/) && !/Metaspace|class space/ { sum += substr($0, RSTART + 5, RLENGTH - 6) } END { printf "%.1f", sum / 1024 }')
  printf '  %10s %10s %10s %18s\n' "$1" "$rss" "$peak" "$used"
}

if has memory; then
  echo
  echo "Memory of the router, MiB, all events drained"
  echo "      events   resident       peak  heap after full GC"
  echo "memory:" >&2
  start "${router[@]}"
  memory 0
  total=0
  for stage in $STAGES; do
    n=$((stage - total))
    line=$("${load[@]}" post "$port" "$n" "$CONNECTIONS" "$work/run/data/accepted/invoice" "$total")
    echo "  $line" >&2
    total=$stage
    memory "$total"
  done
  printf '  log: %s MiB\n' "$(du -m "$work/run/log" | cut -f1)"
  stop
fi
