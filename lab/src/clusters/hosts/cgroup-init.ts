/**
 * Begin of a host's first process: makes the host's cgroup in every hierarchy, moves into it, and goes on in a cgroup namespace with it
 * as root. All cgroups of the host's pods are below it, and the host sees no other.
 *
 * The lab's cgroup weighs as much as many processes, since hosts are many; of a host's processor time its pods get most: a machine of its
 * own would not let BFD wait for a kubelet.
 *
 * With version 2 processes may not be in a cgroup that has children with controllers: the first process gets one of its own.
 *
 * Environment: CGROUP, such as `/anycast-mec-demo/mec-1/host-1`; BODY, the script that goes on.
 */
export const cgroupInit = `
set -e
# Each mounted hierarchy as: path type options
hierarchies=$(awk '{ for (i = 7; $i != "-"; i++); if ($(i+1) ~ /^cgroup2?$/) print $5, $(i+1), $(i+3) }' /proc/self/mountinfo)
# The share of processor time of a cgroup, if the hierarchy has one.
weigh() {
  if test -e "$1/cpu.shares"; then echo 32768 >"$1/cpu.shares"; fi
  if test -e "$1/cpu.weight"; then echo 1250 >"$1/cpu.weight"; fi
}
each() { printf '%s\\n' "$hierarchies" | while read -r path type options; do "$@"; done; }
enter() {
  below=
  for part in $(printf '%s' "$CGROUP" | tr / ' '); do
    if [ "$type" = cgroup2 ]; then
      for controller in $(cat "$path$below/cgroup.controllers"); do
        echo "+$controller" >"$path$below/cgroup.subtree_control" 2>/dev/null || true
      done
    fi
    parent=$path$below
    below=$below/$part
    mkdir -p "$path$below"
    # A new cgroup of version 1 has no processors and takes nobody in.
    for set in cpuset.cpus cpuset.mems; do
      if [ "$type" = cgroup ] && test -e "$path$below/$set"; then cat "$parent/$set" >"$path$below/$set"; fi
    done
  done
  # What a boot before has left: its processes are gone.
  find "$path$below" -mindepth 1 -depth -type d -exec rmdir {} + 2>/dev/null || true
  if [ "$type" = cgroup2 ]; then
    for controller in $(cat "$path$below/cgroup.subtree_control"); do echo "-$controller" >"$path$below/cgroup.subtree_control"; done
  fi
  weigh "$path/$(printf '%s' "$CGROUP" | cut -d/ -f2)"
  if test -e "$path$below/cpu.shares"; then mkdir -p "$path$below/k8s.io" && weigh "$path$below/k8s.io"; fi
  echo $$ >"$path$below/cgroup.procs"
}
each enter
export hierarchies
exec unshare --cgroup sh -c '
set -e
mount --make-rshared /
printf "%s\\n" "$hierarchies" | while read -r path type options; do
  umount -l "$path"
  if [ "$type" = cgroup2 ]; then
    mount -t cgroup2 cgroup2 "$path"
    mkdir -p "$path/host"
    echo $$ >"$path/host/cgroup.procs"
    for controller in $(cat "$path/cgroup.controllers"); do
      echo "+$controller" >"$path/cgroup.subtree_control" 2>/dev/null || true
    done
  else
    own=$(printf "%s" "$options" | tr , "\\n" | grep -vE "^(rw|ro|release_agent=.*|clone_children|xattr)$" | paste -sd, -)
    case "$own" in name=*) own="none,$own" ;; esac
    mount -t cgroup -o "$own" cgroup "$path"
  fi
done
unset hierarchies
exec sh -c "$BODY" init
'
`;
