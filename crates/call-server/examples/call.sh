#!/bin/sh
# One call, from its ring to its end, against a call server with its default settings.
# The script plays both sides: the application, over the calling API, and the caller, over
# the control endpoint. At the end it prints what the application was notified of. It needs
# curl.
set -eu
api=${API:-http://127.0.0.1:8080}
control=${CONTROL:-http://127.0.0.1:8081}

post() { curl -sS --fail-with-body -o /dev/null -X POST "$@"; }
# Waits until the application is notified of this.
notified() { until curl -sS "$control/bot" | tail -n "+$first" | grep -q "$1"; do sleep 0.1; done; }

first=$(($(curl -sS "$control/bot" | wc -l) + 1))

# A caller rings. The server announces the call to the application.
id=$(curl -sS -X POST "$control/calls" | sed 's/.*"id":"\([^"]*\)".*/\1/')
call=$api/v1.0/communications/calls/$id

# The application answers, subscribes to keys, plays a prompt of one second, and records
# until the caller presses the pound key.
post "$call/answer"
notified '"audio":"active"'
post "$call/subscribeToTone"
post "$call/playPrompt" -d '{"clientContext": "welcome", "prompts": [
    {"mediaInfo": {"uri": "'"$control"'/prompts/1000.wav"}}]}'
post "$call/recordResponse" -d '{"playBeep": false, "stopTones": ["#"]}'

# The caller listens to the prompt, speaks, presses two keys, and hangs up.
notified completedSuccessfully
sleep 0.2
post "$control/calls/$id/speech" -d '{"speaking": true}'
sleep 0.5
post "$control/calls/$id/keys" -d '{"keys": "5#"}'
notified stopToneDetected
post "$control/calls/$id/hang-up"
notified '"terminated"'

curl -sS "$control/bot" | tail -n "+$first" |
    grep -o '"state":"[a-z]*"\|"tone":"[a-z0-9]*"\|"completionReason":"[A-Za-z]*"'
