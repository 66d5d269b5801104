# Shared by .ci/run and .ci/validate: steps that say one line each and are counted.

passed=0
failed=0

# Adds up the run so far and ends it.
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

# step NAME COMMAND…: runs it with its output kept back; shows that only if it fails.
step() {
    local name=$1 start=$SECONDS log
    shift
    log=$(mktemp)
    if "$@" >"$log" 2>&1 </dev/null; then
        passed=$((passed + 1))
        echo "ok      $name ($((SECONDS - start)) s)"
        rm -f "$log"
        return 0
    fi
    failed=$((failed + 1))
    echo "FAILED  $name ($((SECONDS - start)) s)"
    sed 's/^/        /' "$log"
    rm -f "$log"
    return 1
}

# loud_step NAME COMMAND…: the same with its output shown as it comes.
loud_step() {
    local name=$1 start=$SECONDS
    shift
    if "$@" </dev/null; then
        passed=$((passed + 1))
        echo "ok      $name ($((SECONDS - start)) s)"
        return 0
    fi
    failed=$((failed + 1))
    echo "FAILED  $name ($((SECONDS - start)) s)"
    return 1
}
