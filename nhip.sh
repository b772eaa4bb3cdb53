#!/bin/sh
# Make the private environment when it is missing or older than its lock, then run the command in it.
set -eu
home=$(dirname -- "$(readlink -f -- "$0")")
venv=$home/.venv
unset PYTHONDONTWRITEBYTECODE PYTHONHOME

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

for python in /usr/bin/python3 python3 none; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
[ "$python" != none ] || fail \
    "Cần Python 3.11 trở lên. / Python 3.11 or newer is needed. Hãy gõ / Type:" \
    "    apt-get install python3 python3-venv"

case ${1-} in
    test | check | messages | lock | keep-database) kind=dev ;;
    *) kind=run ;;
esac
[ ! -e "$venv/dev.stamp" ] || kind=dev # once there, the developers' tools stay
lock=$home/requirements/$kind.txt
wanted=$("$python" -V; cat "$home/requirements/uv.txt" "$lock" | cksum)

prepare() {
    cd "$home"
    [ "$(cat "$venv/$kind.stamp" 2>/dev/null)" != "$wanted" ] || return 0 # another start was quicker
    "$python" -c 'import ensurepip, venv' 2>/dev/null || fail \
        "Thiếu python3-venv. / python3-venv is missing. Hãy gõ / Type:" \
        "    apt-get install python3-venv"
    echo "Đang chuẩn bị môi trường riêng trong .venv / Preparing the private environment in .venv" >&2
    if [ "$("$venv/bin/python" -V 2>/dev/null)" != "$("$python" -V)" ] || [ ! -x "$venv/uv/bin/uv" ]; then
        "$python" -m venv --clear "$venv"
    fi
    network="Không tải được gói: xem mạng, HTTPS_PROXY. / Packages could not be fetched: see the network, HTTPS_PROXY."
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
        --upgrade --target "$venv/uv" --requirement requirements/uv.txt >&2 || fail "$network"
    "$venv/uv/bin/uv" pip sync --quiet --python "$venv/bin/python" --require-hashes "$lock" || fail "$network"
    printf '%s\n' "$wanted" >"$venv/$kind.stamp"
}

if [ "$(cat "$venv/$kind.stamp" 2>/dev/null)" != "$wanted" ]; then
    mkdir -p "$home/var"
    (flock 9 && prepare 9>&-) 9>"$home/var/environment.lock"
fi
export PYTHONPATH="$home${PYTHONPATH:+:$PYTHONPATH}"
exec "$venv/bin/python" -P -m nhip "$@"
