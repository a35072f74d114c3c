#!/bin/sh
# newer-engine.sh ROOT DATA WHERE CONFIG: dockerd of the Debian in ROOT, with DATA at WHERE in it.
# It speaks no API older than 1.44, as engines of today. It runs in a mount namespace of its own, so that
# nothing of it is left once it has ended.
set -eu
root=$1 data=$2 where=$3 config=$4
# What runs containers wants its root to be a mount point
mount --rbind "$root" "$root"
for folder in proc sys dev run; do mount --rbind "/$folder" "$root/$folder"; done
mount --bind "$data" "$root$where"
# The caller's folder for temporary files is not in there
exec chroot "$root" env -u TMPDIR GOGC=50 DOCKER_MIN_API_VERSION=1.44 dockerd --config-file "$config"
