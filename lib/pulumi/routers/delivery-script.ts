import type { Dialect } from '../../fleet/model';

/**
 * What runs on a router, by POSIX sh: checks the file that comes in on standard input (base64), brings it into force, and returns to
 * the one before if fewer BGP sessions are established than before when the time is up. It takes nothing from its environment.
 * Nothing of the fleet is part of the text.
 */
export function deliveryScript(dialect: Dialect, limitSeconds: number): string {
  return [head(limitSeconds), dialect === 'frr' ? frr : bird, tail].join('\n');
}

const head = (limitSeconds: number) => `set -eu
umask 077
limit=${Math.max(1, Math.round(limitSeconds))}
PATH="$PATH:/usr/sbin:/sbin:/usr/lib/frr"
said() { echo "anycast-mec: $*" >&2; }`;

const frr = `file=/etc/frr/frr.conf
daemon=frr
established() { vtysh -c 'show bgp summary json' | grep -c '"state": *"Established"' || true; }
check() { frr-reload.py --test --stdout "$1" > /dev/null; }
apply() { frr-reload.py --reload --stdout "$1" > /dev/null; }`;

const bird = `file=/etc/bird/bird.conf
daemon=bird
established() { birdc show protocols | grep -c Established || true; }
check() { bird -p -c "$1"; }
apply() { birdc configure "\\"$1\\"" | grep -q -E 'Reconfigured|Reconfiguration in progress'; }`;

const tail = `next="$file.anycast-mec"
before="$file.previous"
trap 'rm -f "$next"' EXIT
base64 -d > "$next"
if [ -f "$file" ] && cmp -s "$next" "$file"; then said "$file is in force already"; exit 0; fi
chmod --reference="$file" "$next" 2> /dev/null || chmod 640 "$next"
chown --reference="$file" "$next" 2> /dev/null || chown "$daemon:$daemon" "$next" 2> /dev/null || true
if ! check "$next"; then said "$file is refused by $daemon; nothing was changed"; exit 1; fi
were=$(established)
[ ! -f "$file" ] || cp -p "$file" "$before"
returns() {
  said "$1; returning to the file before"
  if [ -f "$before" ]; then mv -f "$before" "$file"; apply "$file" || said "the file before cannot be brought into force either"; fi
  exit 1
}
mv -f "$next" "$file"
apply "$file" || returns "$file cannot be brought into force"
left=$limit
while [ "$(established)" -lt "$were" ]; do
  [ "$left" -gt 0 ] || returns "after $limit s fewer than $were sessions are established"
  left=$((left - 1))
  sleep 1
done
said "$file is in force; $(established) sessions are established"`;
