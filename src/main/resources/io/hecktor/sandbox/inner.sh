# Set-up, second half: process 1 of the container's PID namespace. It stays in the host's root, out
# of the program's sight (hidepid), and runs the words after it: the program, or an OCI runtime.
# HECKTOR_FSTAB    all mounts, the rootfs first; empty where a runtime mounts
# HECKTOR_ROOTFS   the rootfs
# HECKTOR_MOVE     "yes": the rootfs takes the place of the root, so that leaving a chroot leads
#                  nowhere. A user namespace of the program's own can only be made before that,
#                  and there the chroot can't be left without the rights that the program lacks.
# HECKTOR_HIDE     folders of the host that a runtime gets an empty folder in place of
# HECKTOR_CDI      a folder with a CDI file that a runtime finds in /run/cdi, or empty
set -eu
if [ -n "$HECKTOR_FSTAB" ]; then
  mount --all --fstab "$HECKTOR_FSTAB"
  cd "$HECKTOR_ROOTFS"
  [ -z "$HECKTOR_MOVE" ] || mount --no-mtab --move . /
else
  mount -t proc -o nosuid,nodev,noexec,hidepid=2 proc /proc
  cd /
  for folder in $HECKTOR_HIDE; do
    [ ! -d "$folder" ] || mount -t tmpfs -o mode=755 none "$folder"
  done
  if [ -n "$HECKTOR_CDI" ]; then
    mkdir /run/cdi
    mount --bind "$HECKTOR_CDI" /run/cdi
  fi
fi
read -r uptime rest <./proc/uptime
echo "start $uptime -" >&3
status=0
# The shell's own words about a killed child are not the program's: of a plain command dash writes
# them to where that command's words go.
exec 4>&2 2>/dev/null
(exec "$@" 2>&4 3>&- 4>&-) || status=$?
read -r uptime rest <./proc/uptime
echo "stop $uptime -" >&3
for process in ./proc/[0-9]*; do
  name=
  read -r name <"$process/comm" || true
  [ -z "$name" ] || [ "$process" = ./proc/1 ] || echo "left $uptime $name" >&3
done
echo "counted $uptime -" >&3
exit "$status"
