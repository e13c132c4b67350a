#!/usr/bin/env bash
# Holds up a destination while events come in, restarts the router in the middle, and then lets the destination come
# back. See README.md.
set -euo pipefail
export LC_ALL=C

EVENTS=${EVENTS:-200000}      # events in all; half of them before the restart
CONNECTIONS=${CONNECTIONS:-32}
HEAP=${HEAP:-256m}            # -Xmx of the router
JAVA_OPTS=${JAVA_OPTS:-}      # more options for the router
GIVE_UP_SECONDS=${GIVE_UP_SECONDS:-3600} # for the delivery once the destination is back

bench=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$bench/../.." && pwd)
jar=${JAR:-$project/target/extend-camel-router.jar}
[[ -f $jar ]] || { echo "backlog.sh: no $jar; build it first: mvn package" >&2; exit 2; }

work=$(mktemp -d "${TMPDIR:-/tmp}/extend-backlog.XXXXXX")
router=
destination=
stop() {
  [[ -z $router ]] || kill "$router" 2> /dev/null || true
  [[ -z $destination ]] || kill "$destination" 2> /dev/null || true
  wait
}
trap 'stop; [[ -n ${KEEP:-} ]] || rm -rf "$work"' EXIT

javac -d "$work/classes" "$bench/Load.java" "$bench/Destination.java"
read -r port management destination_port <<< "$(java -cp "$work/classes" Load ports 3)"
cp -r "$project/routes" "$project/application.yaml" "$work"
branch=$(grep -rl --exclude-dir=examples 'uri: jms:extend.accept.invoice$' "$work/routes")
cat > "$branch" << ROUTE
- route:
    id: accept-invoice
    from:
      uri: jms:extend.accept.invoice
      steps:
        - to: http://127.0.0.1:$destination_port/invoices
ROUTE

start() {
  (cd "$work" && exec env EXTEND_SIGNING_SECRETS=wss_bench SERVER_PORT="$port" MANAGEMENT_SERVER_PORT="$management" \
    java "-Xmx$HEAP" -XX:+ExitOnOutOfMemoryError $JAVA_OPTS -jar "$jar" >> router.log 2>&1) &
  router=$!
  until curl -sf "localhost:$management/actuator/health" > /dev/null; do
    kill -0 "$router" 2> /dev/null || fail "the router does not start"
    sleep 0.5
  done
}
metric() { curl -s "localhost:$management/actuator/prometheus" | sed -n "s/^$1 //p"; }
report() {
  local heap
  heap=$(jcmd "$router" GC.class_histogram 2> /dev/null | awk '/^Total/ {printf "%.0f", $3 / 1048576}')
  echo "$1 waiting=$(metric 'extend_queue_messages{queue="extend.accept.invoice"}') downSeconds=$(metric 'extend_destination_down_seconds{route="accept-invoice"}') heapMiB=$heap"
}
fail() {
  KEEP=1
  echo "backlog.sh: $1, see $work/router.log" >&2
  exit 1
}
post() { # signatures last five minutes, so not all at once
  local left=$1 now line
  while ((left > 0)); do
    now=$((left < 20000 ? left : 20000))
    line=$(java -cp "$work/classes" Load post "$port" "$now" "$CONNECTIONS")
    echo "$line"
    [[ $line == *" not200=0 "* ]] || fail "not all events were stored"
    left=$((left - now))
  done
}
settle() { # until what was received has gone through the inbox
  until [[ $(metric 'extend_queue_messages{queue="extend.inbox"}') == 0.0 ]]; do
    kill -0 "$router" 2> /dev/null || fail "the router has ended"
    sleep 2
  done
  sleep 6
}

half=$((EVENTS / 2))
start
post "$half"
settle
report "first half stored:"
kill "$router"
wait "$router" || true
start
post "$((EVENTS - half))"
settle
report "second half stored:"
java -cp "$work/classes" Destination "$destination_port" "$EVENTS" "$GIVE_UP_SECONDS" &
destination=$!
wait "$destination"
destination=
sleep 10
report "delivered:"
grep -E "suspended accept-invoice|resumed accept-invoice|gave up|OutOfMemory" "$work/router.log" | sed 's/^[^ ]* *//' | cut -c 1-240 | sort | uniq -c | sort -rn | head -20
