/**
 * The first process of a host, after the script of cgroup-init.ts: mounts what is the host's own, then starts containerd, kubelet and
 * kube-proxy as systemd would, and again when one ends. It stays, so that its end is the end of all: a loss of power. Kubelet and kube-proxy
 * are a little less urgent than what runs in pods: on hosts with processors of their own they would not meet.
 *
 * What pods send to places outside of the site leaves with the host's address, as pod networks do: the agents of other sites could not
 * answer an address that every site uses.
 *
 * The kubelet insists on some kernel settings of the whole machine. It finds them fulfilled in files of the host, and changes none.
 *
 * Environment: FOLDER (the host's), IMAGES (the prepared images), CONTAINERD_CONFIG, KUBELET, KUBE_PROXY (programs),
 * KUBELET_ARGUMENTS, KUBE_PROXY_ARGUMENTS (a flag a line), PODS (the pod ranges of the site), MANAGEMENT (interface of the management LAN).
 */
export const hostInit = `
set -e
mkdir -p /run/containerd
for volatile in /run/netns /run/containerd /var/lib /var/log; do mount -t tmpfs none "$volatile"; done
mkdir -p /var/lib/kubelet /var/lib/cni /var/log/pods /var/log/containers
mkdir -p "$FOLDER/kubelet"
mount --bind "$FOLDER/kubelet" /var/lib/kubelet
mount --make-rshared /var/lib/kubelet
setting() {
  mkdir -p "$FOLDER/sysctls"
  file="$FOLDER/sysctls/$(echo "$1" | tr / .)"
  echo "$2" >"$file"
  mount --bind "$file" "/proc/sys/$1"
}
setting vm/overcommit_memory 1
setting vm/panic_on_oom 0
setting kernel/panic 10
setting kernel/panic_on_oops 1
setting kernel/keys/root_maxkeys 1000000
setting kernel/keys/root_maxbytes 25000000
root="$FOLDER/containerd"
content=io.containerd.content.v1.content
snapshots=io.containerd.snapshotter.v1.overlayfs
mkdir -p "$root/$content" "$FOLDER/content/upper" "$FOLDER/content/work" "$root/$snapshots/snapshots" "$root/io.containerd.metadata.v1.bolt"
mount -t overlay overlay -o "lowerdir=$IMAGES/$content,upperdir=$FOLDER/content/upper,workdir=$FOLDER/content/work" "$root/$content"
if ! test -e "$root/$snapshots/metadata.db"; then
  cp "$IMAGES/$snapshots/metadata.db" "$root/$snapshots/metadata.db"
  cp "$IMAGES/io.containerd.metadata.v1.bolt/meta.db" "$root/io.containerd.metadata.v1.bolt/meta.db"
fi
for snapshot in "$IMAGES/$snapshots/snapshots"/*; do
  place="$root/$snapshots/snapshots/$(basename "$snapshot")"
  mkdir -p "$place"
  mount --bind "$snapshot" "$place"
done
nft flush ruleset
for range in $PODS; do
  case "$range" in *:*) family=ip6 ;; *) family=ip ;; esac
  nft add table "$family" pod-egress
  nft add chain "$family" pod-egress postrouting '{ type nat hook postrouting priority srcnat; }'
  nft add rule "$family" pod-egress postrouting "$family" saddr "$range" "$family" daddr != "$range" oifname != "$MANAGEMENT" masquerade
done
set +e
keep() {
  name=$1
  shift
  while :; do
    "$@" >>"$FOLDER/$name.log" 2>&1
    echo "$name ended with $?" >>"$FOLDER/$name.log"
    sleep 1
  done
}
IFS='
'
keep containerd containerd --config "$CONTAINERD_CONFIG" &
keep kubelet nice -n 5 "$KUBELET" $KUBELET_ARGUMENTS &
keep kube-proxy nice -n 5 "$KUBE_PROXY" $KUBE_PROXY_ARGUMENTS &
unset IFS
echo started
`;
