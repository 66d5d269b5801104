//! As much of HTTP as a browser on the same machine needs: one GET or HEAD for each connection.
//!
//! In comes what arrived on a socket, out goes a [`Request`] that may be answered, or the answer that refuses it. A page of another site
//! must not be able to read drafts through the browser of whoever wrote them: the name in `Host` must be one of this machine's own, so that
//! no foreign name can be pointed here, and every answer forbids other sites to show or load it.

use std::io::{self, Read, Write};

/// The longest head of a request. Browsers stay far below it.
const LONGEST_HEAD: usize = 16 << 10;
/// The most header fields.
const MOST_FIELDS: usize = 100;

/// A request that may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// Its path, decoded, without the slash at its start and without a query.
    pub(super) path: String,
    /// Whether only the head of the answer is wanted.
    pub(super) head_only: bool,
    /// The tag of what the browser has already.
    pub(super) has: Option<String>,
}

/// An answer that is sent whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: &'static str,
    pub(super) media_type: &'static str,
    /// Further header fields.
    pub(super) fields: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(status: &'static str, text: &str) -> Self {
        Self { status, media_type: "text/plain; charset=utf-8", fields: Vec::new(), body: format!("{text}\n").into_bytes() }
    }
}

/// Reads a request from a connection that came in at `port`. `None` when the other side went away, or never said a whole sentence.
pub(super) fn read(stream: &mut impl Read, port: u16) -> Option<Result<Request, Answer>> {
    let mut head = Vec::new();
    let mut buffer = [0; 2048];
    loop {
        let count = match stream.read(&mut buffer) {
            Ok(0) => return None,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return None,
        };
        head.extend_from_slice(buffer.get(..count)?);
        let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
        let mut parsed = httparse::Request::new(&mut fields);
        match parsed.parse(&head) {
            Ok(httparse::Status::Complete(_)) => return Some(understood(&parsed, port)),
            Ok(httparse::Status::Partial) if head.len() <= LONGEST_HEAD => {}
            Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => {
                return Some(Err(Answer::text("431 Request Header Fields Too Large", "This request is too long.")));
            }
            Err(_) => return Some(Err(Answer::text("400 Bad Request", "This is no HTTP request."))),
        }
    }
}

fn understood(request: &httparse::Request, port: u16) -> Result<Request, Answer> {
    let field = |name: &str| {
        let mut found = request.headers.iter().filter(|field| field.name.eq_ignore_ascii_case(name));
        let first = found.next().map(|field| std::str::from_utf8(field.value).unwrap_or("").trim());
        (first, found.next().is_some())
    };
    let (Some(host), false) = field("host") else {
        return Err(Answer::text("400 Bad Request", "This request does not say once which host it is for."));
    };
    if !is_this_machine(host, port) {
        let text = "This preview answers only to its own address: 127.0.0.1, localhost or [::1] with its port.";
        return Err(Answer::text("403 Forbidden", text));
    }
    let head_only = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => {
            let fields = vec![("Allow", "GET, HEAD".to_owned())];
            return Err(Answer { fields, ..Answer::text("405 Method Not Allowed", "A preview can only be looked at.") });
        }
    };
    let path = request.path.and_then(|target| target.strip_prefix('/')).map(|target| target.split(['?', '#']).next().unwrap_or_default());
    let Some(path) = path.and_then(decoded) else {
        return Err(Answer::text("400 Bad Request", "This address is not written properly."));
    };
    let has = field("if-none-match").0.map(|tag| tag.trim_start_matches("W/").trim_matches('"').to_owned());
    Ok(Request { path, head_only, has })
}

/// Whether a `Host` names this machine and this port.
fn is_this_machine(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, given)) if !given.ends_with(']') => (name, given.parse().ok()),
        _ => (host, Some(80)),
    };
    given == Some(port) && (["127.0.0.1", "[::1]"].contains(&name) || name.eq_ignore_ascii_case("localhost"))
}

/// A path with its percent signs resolved. `None` if that gives no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes().iter();
    while let Some(byte) = rest.next() {
        if *byte == b'%' {
            let mut digit = || char::from(*rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(*byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// What every answer says.
fn start(status: &str, media_type: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n"
    )
}

/// Sends an answer.
pub(super) fn write(stream: &mut impl Write, answer: &Answer, head_only: bool) -> io::Result<()> {
    let mut bytes = start(answer.status, answer.media_type).into_bytes();
    for (name, value) in &answer.fields {
        write!(bytes, "{name}: {value}\r\n")?;
    }
    write!(bytes, "Content-Length: {}\r\n\r\n", answer.body.len())?;
    if !head_only {
        bytes.extend_from_slice(&answer.body);
    }
    stream.write_all(&bytes)?;
    stream.flush()
}

/// Begins an answer that goes on for as long as both sides like: a stream of events.
pub(super) fn write_events_head(stream: &mut impl Write) -> io::Result<()> {
    let head = start("200 OK", "text/event-stream; charset=utf-8") + "Cache-Control: no-store\r\n\r\n";
    stream.write_all(head.as_bytes())?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::{Request, decoded, is_this_machine, read};

    fn asked(text: &str) -> Result<Request, String> {
        let found = read(&mut text.as_bytes(), 4280).expect("a whole request");
        found.map_err(|answer| answer.status[..3].to_owned())
    }

    #[test]
    fn requests_are_understood() {
        let request = |path: &str, head_only, has: Option<&str>| Request { path: path.into(), head_only, has: has.map(str::to_owned) };
        let host = "Host: 127.0.0.1:4280\r\n\r\n";
        assert_eq!(asked(&format!("GET / HTTP/1.1\r\n{host}")), Ok(request("", false, None)));
        assert_eq!(asked(&format!("HEAD /a/b%20c.png?x=1 HTTP/1.1\r\n{host}")), Ok(request("a/b c.png", true, None)));
        assert_eq!(asked(&format!("GET /a HTTP/1.1\r\nIf-None-Match: \"12\"\r\n{host}")), Ok(request("a", false, Some("12"))));
    }

    #[test]
    fn requests_are_refused() {
        let host = "Host: localhost:4280\r\n";
        for (text, status) in [
            ("GET / HTTP/1.1\r\n\r\n".to_owned(), "400"),
            ("GET / HTTP/1.1\r\nHost: drafts.example:4280\r\n\r\n".to_owned(), "403"),
            (format!("GET / HTTP/1.1\r\n{host}Host: drafts.example\r\n\r\n"), "400"),
            (format!("POST / HTTP/1.1\r\n{host}\r\n"), "405"),
            (format!("GET http://other.example/ HTTP/1.1\r\n{host}\r\n"), "400"),
            (format!("GET /%zz HTTP/1.1\r\n{host}\r\n"), "400"),
            (format!("GET /%ff HTTP/1.1\r\n{host}\r\n"), "400"),
            ("\u{16}\u{3}\u{1} hello\r\n\r\n".to_owned(), "400"),
            (format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "y".repeat(20_000)), "431"),
            (format!("GET / HTTP/1.1\r\n{host}{}\r\n", "X: y\r\n".repeat(200)), "431"),
        ] {
            assert_eq!(asked(&text), Err(status.to_owned()), "{text:.60}");
        }
        assert_eq!(read(&mut "GET / HT".as_bytes(), 4280), None);
    }

    #[test]
    fn only_this_machine_is_answered() {
        for host in ["127.0.0.1:4280", "localhost:4280", "LocalHost:4280", "[::1]:4280"] {
            assert!(is_this_machine(host, 4280), "{host}");
        }
        for host in ["127.0.0.1", "127.0.0.1:80", "localhost.example:4280", "[::1]", "::1:4280", "evil@localhost:4280", ""] {
            assert!(!is_this_machine(host, 4280), "{host}");
        }
        assert!(is_this_machine("localhost", 80));
    }

    #[test]
    fn percent_signs_are_resolved_once() {
        assert_eq!(decoded("a%252e").as_deref(), Some("a%2e"));
        assert_eq!(decoded("%c5%b5.svg").as_deref(), Some("ŵ.svg"));
        assert_eq!(decoded("%"), None);
        assert_eq!(decoded("%4"), None);
    }
}
