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

# aside NAME COMMAND…: like step, but beside what comes next; as many at once as there are processors, and one. `gather` waits for all and
# tells of them in order. What runs aside must not share files with what runs at the same time.
aside_names=() aside_logs=() aside_jobs=()
aside() {
    local name=$1 log
    shift
    log=$(mktemp)
    while [ "$(jobs -rp | wc -l)" -gt "$(nproc)" ]; do
        wait -n || true
    done
    {
        begun=$SECONDS status=0
        "$@" >"$log" 2>&1 </dev/null || status=$?
        echo "$status $((SECONDS - begun))" >"$log.end"
    } &
    aside_names+=("$name") aside_logs+=("$log") aside_jobs+=("$!")
}

gather() {
    local index name log status seconds left=0
    for index in "${!aside_names[@]}"; do
        name=${aside_names[$index]} log=${aside_logs[$index]}
        wait "${aside_jobs[$index]}" || true
        # What was killed leaves no word of its end.
        read -r status seconds 2>/dev/null <"$log.end" || { status=1 seconds='?'; }
        if [ "$status" -eq 0 ]; then
            passed=$((passed + 1))
            echo "ok      $name ($seconds s)"
        else
            failed=$((failed + 1)) left=1
            echo "FAILED  $name ($seconds s)"
            sed 's/^/        /' "$log"
        fi
        rm -f "$log" "$log.end"
    done
    aside_names=() aside_logs=() aside_jobs=()
    return "$left"
}
