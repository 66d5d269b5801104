//! A preview in memory: events are sent by hand, browsers are sockets.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::{Event, Happening, Settings, Shown, open};
use crate::source::system::{Memory, Os, System as _};

const SECTION: &str = "/project/content/reports/ashford/sections/1-planning.yaml";

fn small() -> Memory {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/small/content");
    let files =
        walkdir::WalkDir::new(&folder).into_iter().map(|entry| entry.expect("an entry")).filter(|entry| entry.file_type().is_file());
    Memory::with_files(files.map(|entry| {
        let path = Path::new("/project/content").join(entry.path().strip_prefix(&folder).expect("below"));
        (path, Os.read(entry.path()).expect("a file"))
    }))
}

fn edit(memory: &Memory, old: &str, new: &str) {
    let text = String::from_utf8(memory.read(Path::new(SECTION)).expect("a file")).expect("text");
    assert!(text.contains(old), "{old:?}");
    memory.write(Path::new(SECTION), text.replace(old, new).as_bytes()).expect("written");
}

fn asked(port: u16, path: &str, more: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n").expect("sent");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    stream
}

fn get(port: u16, path: &str, more: &str) -> String {
    let mut answer = Vec::new();
    asked(port, path, more).read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn an_open_page_hears_of_changes_and_of_problems_that_stay() {
    let memory = small();
    let server = open(Settings { content: "/project/content".into(), port: Some(0), jobs: 1 }).expect("a port");
    let (port, sender, stopper) = (server.port, server.sender.clone(), server.stopper());
    assert!(get(port, "/", "").starts_with("HTTP/1.1 503 "), "nothing is built yet");
    let (happened, happenings) = mpsc::channel();
    std::thread::scope(|scope| {
        let running = scope.spawn(|| {
            let show = |_: &_, _: &_| Shown { place: "a.yaml:1:1".into(), excerpt: "1 | sektion".into() };
            server.run(&memory, &show, &mut |happening| {
                if let Happening::Rebuilt { reports, gone, errors, first, .. } = happening {
                    let _ = happened.send(format!("{reports:?} {gone:?} {errors} {first:?}"));
                }
            })
        });
        let happens = || happenings.recv_timeout(Duration::from_secs(30)).expect("something happens");
        assert_eq!(happens(), "[\"ashford\", \"brinton\"] [] 0 None");

        let mut news = BufReader::new(asked(port, "/_preview/news", ""));
        let mut hear = |words: &str| {
            for line in news.by_ref().lines() {
                if line.expect("news").contains(words) {
                    return;
                }
            }
            panic!("nothing is heard of {words:?}");
        };
        hear("\"problems\":[]");

        // The page is sent again only if it is different.
        let page = get(port, "/ashford/", "");
        let tag = page.split("ETag: ").nth(1).and_then(|rest| rest.lines().next()).expect("a tag").to_owned();
        assert!(page.contains(&format!("data-tag={tag}")), "the script knows the tag: {page:.900}");
        assert!(get(port, "/ashford/", &format!("If-None-Match: {tag}\r\n")).starts_with("HTTP/1.1 304 "));
        edit(&memory, "Reviews were prompt.", "Reviews came soon.");
        sender.send(Event::Changed).expect("it runs");
        assert_eq!(happens(), "[\"ashford\"] [] 0 None");
        assert!(get(port, "/ashford/", &format!("If-None-Match: {tag}\r\n")).contains("Reviews came soon."));

        edit(&memory, "section: 1", "sektion: 1");
        sender.send(Event::Changed).expect("it runs");
        hear("1 | sektion");
        assert!(happens().starts_with("[] [] 1 Some(\"a.yaml:1:1: error[unknown-key]: "));
        assert!(get(port, "/ashford/", "").contains("Reviews came soon."), "the last good page stays");
        edit(&memory, "sektion: 1", "section: 1");
        sender.send(Event::Changed).expect("it runs");
        hear("\"problems\":[]");
        assert_eq!(happens(), "[] [] 0 None");

        memory.rename(Path::new("/project/content/reports/ashford"), Path::new("/project/content/reports/bexley")).expect("renamed");
        sender.send(Event::Changed).expect("it runs");
        assert_eq!(happens(), "[\"bexley\"] [\"ashford\"] 0 None");
        assert!(get(port, "/ashford/", "").starts_with("HTTP/1.1 404 "));
        assert!(get(port, "/bexley", "").contains("Location: /bexley/"));
        assert!(get(port, "/bexley/bexley.pdf", "").contains("%PDF-"), "a PDF is waited for");
        stopper.stop();
        assert_eq!(running.join().expect("no panic"), Ok(()));
    });
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "nobody listens any more");
}

#[test]
fn problems_are_shown_although_changes_do_not_cease() {
    let memory = small();
    edit(&memory, "section: 1", "sektion: 1");
    let server = open(Settings { content: "/project/content".into(), port: Some(0), jobs: 1 }).expect("a port");
    let (port, sender, stopper) = (server.port, server.sender.clone(), server.stopper());
    std::thread::scope(|scope| {
        let running = scope.spawn(|| {
            let show = |_: &_, _: &_| {
                let _ = sender.send(Event::Changed);
                Shown { place: "a.yaml:1:1".into(), excerpt: "1 | sektion".into() }
            };
            server.run(&memory, &show, &mut |happening| {
                if happening == Happening::Ready {
                    edit(&memory, "sektion: 1", "sektion: 1\nabschnitt: 1");
                }
            })
        });
        let news = BufReader::new(asked(port, "/_preview/news", ""));
        assert!(news.lines().any(|line| line.expect("news").contains("abschnitt")), "the second problem is heard of");
        stopper.stop();
        assert_eq!(running.join().expect("no panic"), Ok(()));
    });
}

#[test]
fn a_folder_that_cannot_be_watched_is_watched_as_soon_as_it_can_be() {
    let memory = small();
    // The system that is read has it; the machine's own has it only later.
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("content");
    let from = Path::new("/project/content");
    memory.rename(from, &folder).expect("renamed");
    let server = open(Settings { content: folder.clone(), port: Some(0), jobs: 1 }).expect("a port");
    let stopper = server.stopper();
    let (happened, happenings) = mpsc::channel();
    std::thread::scope(|scope| {
        let running = scope.spawn(|| {
            let show = |_: &_, _: &_| Shown { place: String::new(), excerpt: String::new() };
            server.run(&memory, &show, &mut |happening| {
                let word = match happening {
                    Happening::NotWatched(_) => "not watched",
                    Happening::WatchedAgain => "watched",
                    _ => return,
                };
                let _ = happened.send(word);
            })
        });
        let happens = || happenings.recv_timeout(Duration::from_secs(30)).expect("something happens");
        assert_eq!(happens(), "not watched");
        std::fs::create_dir(&folder).expect("a folder");
        assert_eq!(happens(), "watched", "and the first is said once");
        stopper.stop();
        assert_eq!(running.join().expect("no panic"), Ok(()));
    });
}
