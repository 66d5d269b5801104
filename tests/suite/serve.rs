//! The preview as a whole: what it says, what it answers, and that it follows a change.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::project::Project;

/// A preview that ends with the test.
struct Preview {
    child: Child,
    lines: Receiver<String>,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn of(project: &Project) -> Self {
        let mut child =
            project.command().args(["serve", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("it starts");
        let (sender, lines) = channel();
        let out = child.stdout.take().expect("its output");
        std::thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut preview = Self { child, lines, port: 0 };
        let ready = preview.says("Previewing ");
        let port = ready.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).expect("its address");
        preview.port = port.parse().expect("a port");
        preview
    }

    /// Waits for a line with these words.
    fn says(&self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| panic!("it never says {words:?}"));
            if line.contains(words) {
                return line;
            }
        }
    }

    fn get(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}:{}\r\n\r\n", self.port).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }
}

#[test]
fn a_change_is_followed_and_nothing_is_written() {
    let project = Project::case("small");
    let preview = Preview::of(&project);
    let page = preview.get("/ashford/", "127.0.0.1");
    assert!(page.starts_with("HTTP/1.1 200 "), "{page:.300}");
    assert!(page.contains("Reviews were prompt."));
    assert!(preview.get("/brinton/", "localhost").starts_with("HTTP/1.1 200 "), "drafts are shown");
    assert!(preview.get("/ashford/ashford.pdf", "127.0.0.1").contains("%PDF-"), "a PDF is waited for");
    assert!(preview.get("/", "drafts.example").starts_with("HTTP/1.1 403 "));

    let section = "content/reports/ashford/sections/1-planning.yaml";
    let project = project.edit(section, "Reviews were prompt.", "Reviews came soon.");
    assert!(preview.says("Rebuilt").starts_with("Rebuilt ashford in "));
    assert!(preview.get("/ashford/", "127.0.0.1").contains("Reviews came soon."));
    let project = project.edit(section, "section: 1", "sektion: 1");
    let line = preview.says("error[unknown-key]");
    assert!(line.contains("1-planning.yaml:1:1: error[unknown-key]: "), "{line}");
    assert!(preview.get("/ashford/", "127.0.0.1").contains("Reviews came soon."), "the last good page stays");
    let project = project.edit(section, "sektion: 1", "section: 1");
    preview.says("All problems are mended");
    assert_eq!(project.names(""), ["content"]);
}

#[test]
fn what_stands_in_its_way_is_said() {
    let project = Project::case("small");
    let other = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = other.local_addr().expect("its address").port();
    let output = project.command().args(["serve", "--port", &port.to_string()]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let found = String::from_utf8_lossy(&output.stderr);
    assert!(found.starts_with(&format!("error[port-taken]: port {port} cannot be had: ")), "{found}");
    let nothing = Project::new();
    let output = nothing.command().args(["serve", "--port", "0"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error[no-content-folder]: "));
}
