#!/bin/sh
# Exchanges with the network, then sends the digests that are due. A mail that cannot be handed over stays, and goes the next time.
set -eu
: "${MGRNET_NETWORK:?the folder of the network}"
mails=${MGRNET_MAILS:-${XDG_STATE_HOME:-$HOME/.local/state}/mgrnet-digests}
sendmail=${MGRNET_SENDMAIL:-/usr/sbin/sendmail}

status=0
mgrnet sync --quiet || status=$?
mkdir -p "$mails"
mgrnet digest --everyone -o "$mails" --quiet
for mail in "$mails"/new/*; do
  [ -e "$mail" ] || continue
  # `-t` takes the addresses from the mail, `-oi` keeps a line with one dot.
  if "$sendmail" -oi -t < "$mail"; then mv "$mail" "$mails/cur/"; else status=75; fi
done
exit "$status"
