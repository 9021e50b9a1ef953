#!/bin/sh
# What the tests need of the system: installed where that may be done (root on Debian), else said, and skipped there.
# A line is: the program, and the package that has it.
missing=""
while read -r program package; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null 2>&1 || missing="$missing $package"
done <<'END'
sshd openssh-server
ssh-keygen openssh-client
pdftotext poppler-utils
END
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Not on this machine, so the tests that need it are skipped:$missing" >&2
[ "$CI" != true ]
