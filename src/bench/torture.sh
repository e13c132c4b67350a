#!/usr/bin/env bash
# The long run of TortureIT: builds the jar, then kills the router KILLS times while events stream in.
# SEED repeats the moments of an earlier run. The last line that begins with "torture:" is the result.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec mvn -B -ntp verify -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=TortureIT \
  -Djunit.jupiter.execution.timeout.mode=disabled -Dfailsafe.timeout=0 -Dmaven.test.redirectTestOutputToFile=false \
  "-Dtorture.kills=${KILLS:-100}" ${SEED:+"-Dtorture.seed=$SEED"}
