//! Builds that are killed while they run, and what they leave.
//!
//! ```sh
//! BLUEBOOK_KILLS=300 cargo test --test suite -- --ignored --nocapture builds_that_are_killed
//! ```
#![expect(clippy::print_stdout, reason = "the counts are what the test is run for")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};
use std::{fs, thread};

use crate::project::Project;

/// What `--timings` says at the end of each stage, with the stage it belongs to.
const STAGES: [(&str, &str); 4] =
    [("reading", "reading"), ("reports", "setting"), ("writing", "writing"), ("putting the edition into place", "swapping")];

const FOREWORD: &str = "content/reports/ashford/foreword.md";

/// Numbers that nobody can foresee; the first one is printed, so that a run can be had again with `BLUEBOOK_SEED`.
struct Random(u64);

impl Random {
    fn new() -> Self {
        let typed = std::env::var("BLUEBOOK_SEED").ok().and_then(|seed| seed.parse().ok());
        let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |time| u64::from(time.subsec_nanos()) | 1);
        let seed = typed.unwrap_or_else(now);
        println!("BLUEBOOK_SEED={seed}");
        Self(seed)
    }

    /// At least 0 and below 1.
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f64::from(u32::try_from(self.0 >> 32).unwrap_or_default()) / 4_294_967_296.0
    }
}

/// The stage whose end a line of `--timings` tells, and how long it took.
fn stage(line: &str) -> Option<(usize, Duration)> {
    let (time, words) = line.trim().split_once(" s  ")?;
    let at = STAGES.iter().position(|(said, _)| *said == words)?;
    Some((at, Duration::from_secs_f64(time.parse().ok()?)))
}

/// Starts a build and kills it a while after stage `at` has begun. Returns the stage that it had reached, unless it was done before.
fn kill(project: &Project, at: usize, after: Duration) -> Option<&'static str> {
    let mut command = project.command();
    let mut child = command.args(["build", "--timings"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the tool starts");
    let said = BufReader::new(child.stderr.take().expect("standard error"));
    let ended = AtomicUsize::new(0);
    let (reached, wait) = mpsc::channel();
    thread::scope(|scope| {
        let ended = &ended;
        scope.spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if let Some((stage, _)) = stage(&line) {
                    ended.store(stage + 1, Ordering::Relaxed);
                    if stage + 1 == at {
                        let _ = reached.send(());
                    }
                }
            }
        });
        if at > 0 {
            // The sender goes when the build ends before.
            let _ = wait.recv();
        }
        thread::sleep(after);
        child.kill().expect("killed");
        let status = child.wait().expect("ended");
        (!status.success()).then(|| STAGES[ended.load(Ordering::Relaxed).min(STAGES.len() - 1)].1)
    })
}

#[test]
#[ignore = "kills 20 builds, or as many as BLUEBOOK_KILLS says"]
fn builds_that_are_killed_leave_a_whole_edition() {
    let wanted: usize = std::env::var("BLUEBOOK_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let mut random = Random::new();
    let project = Project::case("small");
    let words = ["One foreword.\n", "Another foreword.\n"];
    let mut took = [Duration::ZERO; STAGES.len()];
    let editions = words.map(|words| {
        project.put(FOREWORD, words);
        let ran = project.command().args(["build", "--timings"]).output().expect("the tool starts");
        assert!(ran.status.success());
        for (stage, time) in String::from_utf8_lossy(&ran.stderr).lines().filter_map(stage) {
            took[stage] = time;
        }
        project.files("public")
    });
    assert_ne!(editions[0], editions[1]);
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let (mut kills, mut late, mut there) = (0, 0, 1);
    while kills < wanted {
        let next = 1 - there;
        project.put(FOREWORD, words[next]);
        // Now and then it is the first edition of all.
        let first = (kills + late) % 7 == 6;
        if first {
            fs::remove_dir_all(project.path("public")).expect("removed");
        }
        let old = project.files("public");
        let at = (kills + late) % STAGES.len();
        let stage = kill(&project, at, took[at].mul_f64(random.next() * 1.2));
        let left = project.files("public");
        let said = stage.unwrap_or("late");
        assert!(left == old || left == editions[next], "killed while {said}: neither the old edition nor the new");
        if !left.is_empty() {
            let verified = project.run(["verify", "public"]);
            assert_eq!(verified.status, Some(0), "killed while {said}: {verified}");
        }
        let ran = project.run(["build"]);
        assert_eq!(ran.status, Some(0), "after a kill while {said}: {ran}");
        assert_eq!(project.names("."), [".bluebook-public.cache", "content", "public"], "after a kill while {said}");
        assert!(project.files("public") == editions[next], "after a kill while {said}");
        there = next;
        match stage {
            None => late += 1,
            Some(stage) => {
                kills += 1;
                counts.entry(stage).or_default()[usize::from(left == editions[next])] += 1;
            }
        }
    }
    println!("{kills} builds killed, {late} were done before");
    for (stage, [old, new]) in counts {
        println!("  {stage:<9} {:>4}: {old} left the old edition, {new} the new one", old + new);
    }
}
