# Set-up, first half: runs as root of the new namespaces (all but the PID namespace), with the
# host's files still in view. Arguments: the command that starts the container.
# HECKTOR_STATUS   file that the supervisor reads: "word uptime rest" lines
# HECKTOR_NET      folder for the network's counters
# HECKTOR_CGROUP   cgroup.procs of the run's memory cgroup, or empty
# HECKTOR_DATA     RLIMIT_DATA in KiB, or empty
# HECKTOR_STAMP    "yes" where no second half tells when the program starts
set -eu
exec 3>"$HECKTOR_STATUS"
say() {
  read -r uptime rest </proc/uptime
  echo "$1 $uptime $2" >&3
}
if [ -n "$HECKTOR_CGROUP" ]; then
  { echo 0 >"$HECKTOR_CGROUP"; } 2>/dev/null || say no-cgroup -
fi
# Without iproute2 the kernel's own file serves, where a new sysfs may be mounted.
if ! ip link set lo up 2>/dev/null; then
  mount -t sysfs sysfs "$HECKTOR_NET"
  echo 0x9 >"$HECKTOR_NET/class/net/lo/flags"
  umount "$HECKTOR_NET"
fi
# Root may write it, which saves a process.
{ echo hecktor >/proc/sys/kernel/hostname; } 2>/dev/null || hostname hecktor 2>/dev/null || say no-hostname -
cat /proc/net/snmp /proc/net/snmp6 >"$HECKTOR_NET/before" 2>/dev/null || say no-ipv6 -
[ -z "$HECKTOR_DATA" ] || ulimit -d "$HECKTOR_DATA"
status=0
# The shell's own words about a killed child are not the program's: of a plain command dash writes
# them to where that command's words go.
exec 4>&2 2>/dev/null
if [ -n "$HECKTOR_STAMP" ]; then
  say start -
  (exec "$@" 2>&4 3>&- 4>&-) || status=$?
  say stop -
else
  (exec "$@" 2>&4 4>&-) || status=$?
fi
cat /proc/net/snmp /proc/net/snmp6 >"$HECKTOR_NET/after" 2>/dev/null || say no-ipv6 -
say end "$status"
exit "$status"
