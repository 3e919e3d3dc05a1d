#!/usr/bin/env bash
# postgres.sh: a PostgreSQL server of our own, for tests.
#
#   postgres.sh start DIR [PID]   make a server, print its URL; with PID, it stops by itself when that process ends
#   postgres.sh stop DIR          stop it and remove what it kept
#   postgres.sh find              print the folder that holds the server's programs
#
# DIR is made if need be, and holds where the server keeps its things. Any number may run at once: each finds its own
# port on 127.0.0.1, has a password of its own and no socket in the file system. PostgreSQL refuses to run as root, so
# for root it runs as the user that Debian's package made. It keeps nothing safe from a power cut: it is for tests.
set -euo pipefail

# Whoever reads our output, or holds a lock through us, must not wait for the server to end.
for open in /proc/self/fd/*; do
    number=${open##*/}
    [ "$number" -le 2 ] || [ "$number" = 255 ] || eval "exec $number>&-" 2>/dev/null || true
done

fail() {
    printf 'postgres.sh: %s\n' "$*" >&2
    exit 1
}

find_programs() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) /usr/pgsql-*/bin "$(pg_config --bindir 2>/dev/null || true)"; do
        [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && { echo "$folder"; return; }
    done
    fail "no PostgreSQL server here: install the Debian package postgresql"
}

# as_server COMMAND…: as ourselves, or for root as a user that PostgreSQL accepts.
as_server() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    else
        setpriv --reuid="$server_user" --regid="$(id -g "$server_user")" --clear-groups -- env HOME=/tmp "$@"
    fi
}

# new_home: a folder that the server's user can reach and nobody else can read.
new_home() {
    local parent home
    for parent in "${TMPDIR:-/tmp}" /tmp; do
        home=$(mktemp -d "$parent/fairlead-postgres.XXXXXX") || continue
        [ "$(id -u)" != 0 ] || chown "$server_user:" "$home"
        if as_server test -w "$home"; then
            echo "$home"
            return
        fi
        rmdir "$home"
    done
    fail "no folder under ${TMPDIR:-/tmp} or /tmp that user $server_user can reach"
}

start() {
    local dir programs home password port
    programs=$(find_programs)
    mkdir -p "$1"
    dir=$(realpath "$1")
    [ ! -e "$dir/home" ] || fail "$dir already has a server; stop it first"
    home=$(new_home)
    echo "$home" >"$dir/home"
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s' "$password" | as_server tee "$home/password" >/dev/null

    cd /
    as_server "$programs/initdb" --pgdata="$home/data" --username=fairlead --pwfile="$home/password" --encoding=UTF8 --locale=C \
        --auth-host=password --auth-local=reject --no-sync >"$dir/initdb.log" 2>&1 \
        || { cat "$dir/initdb.log" >&2; rm -rf "$home" "$dir/home"; fail "initdb failed"; }
    rm "$home/password"
    as_server tee -a "$home/data/postgresql.conf" >/dev/null <<-CONF
		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		max_connections = 200
		shared_buffers = '32MB'
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		timezone = 'UTC'
	CONF

    # A port is only ours once the server has it: try until one is.
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
        if as_server "$programs/pg_ctl" start --silent --wait --timeout=60 --pgdata="$home/data" --log="$home/log" --options="-p $port" \
            </dev/null >/dev/null 2>&1; then
            [ -z "${2:-}" ] || watch "$dir" "$2"
            echo "postgres://fairlead:$password@127.0.0.1:$port/postgres"
            return
        fi
        grep -q 'could not bind\|Address already in use' "$home/log" 2>/dev/null || break
    done
    cat "$home/log" >&2 || true
    rm -rf "$home" "$dir/home"
    fail "the server did not start"
}

# watch DIR PID: stop the server once that process is gone, however it went; or end, once the server is stopped.
watch() {
    setsid "$BASH" -c 'while [ -e "$1/home" ] && kill -0 "$2" 2>/dev/null; do sleep 1; done; exec "$0" stop "$1"' "$script" "$1" "$2" \
        </dev/null >/dev/null 2>&1 &
}

stop() {
    local dir=$1 home
    [ -e "$dir/home" ] || return 0
    home=$(cat "$dir/home")
    if [ -e "$home/data/postmaster.pid" ]; then
        (cd / && as_server "$(find_programs)/pg_ctl" stop --silent --wait --mode=immediate --pgdata="$home/data" >/dev/null 2>&1) || true
    fi
    rm -rf "$home"
    rm -f "$dir/home" "$dir/initdb.log"
}

script=$(realpath "${BASH_SOURCE[0]}")
server_user=postgres
id -u "$server_user" >/dev/null 2>&1 || server_user=nobody

case "${1:-}" in
start) [ -n "${2:-}" ] || fail "start where? postgres.sh start DIR"; start "$2" "${3:-}" ;;
stop) [ -n "${2:-}" ] || fail "stop which? postgres.sh stop DIR"; stop "$2" ;;
find) find_programs ;;
*) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$script" >&2; exit 2 ;;
esac
