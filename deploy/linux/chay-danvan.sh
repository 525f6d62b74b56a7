#!/bin/sh
# Starts the program on this machine: finds a Python that will do, and lets it make the environment once (see start/).
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
start=$here/chuong-trinh/start
[ -f "$start/__main__.py" ] || start=$here/../start
if [ ! -f "$start/__main__.py" ]; then
    echo 'Không thấy thư mục “chuong-trinh”; hãy giải nén cả tệp ZIP rồi chạy lại.' >&2
    exit 2
fi

# First a Python that the packages beside it are for, then any for which they have to come from the internet.
for fits in --fits --fits-online; do
    for python in python3.15 python3.14 python3.13 python3.12 python3.11 python3 python; do
        if "$python" "$start" "$fits" >/dev/null 2>&1; then
            exec "$python" "$start" "$@"
        fi
    done
done
cat "$start/thieu-python.txt" >&2
exit 2
