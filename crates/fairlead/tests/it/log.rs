//! What the log says, and what it never does.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use crate::terminal::fairlead;

/// Asks the server for something, and gives back all it answered.
fn asked(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn no_log_holds_a_token_a_cookie_or_what_was_typed_even_where_everything_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = fairlead()
        .current_dir(folder.path())
        .args(["--log", "trace", "serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // What it says is read while it does, so that it does not wait.
    let said = BufReader::new(child.stderr.take().unwrap());
    let (found, address) = mpsc::channel();
    let reading = std::thread::spawn(move || {
        let mut log = String::new();
        for line in said.lines() {
            let line = line.unwrap();
            if let Some((_, rest)) = line.split_once("Fairlead is at http://") {
                found.send(rest.split(' ').next().unwrap().to_owned()).unwrap();
            }
            log.push_str(&line);
            log.push('\n');
        }
        log
    });
    let address = address.recv_timeout(Duration::from_mins(1)).unwrap();
    let token = "a-token-that-nobody-has-0123456789";
    let head = format!("Host: {address}\r\nConnection: close\r\n");
    let answer = asked(
        &address,
        &format!("GET /api/v1/findings HTTP/1.1\r\n{head}Authorization: Bearer {token}\r\n\r\n"),
    );
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    let cookie = "a-cookie-that-nobody-has-0123456789";
    let typed = "name=somebody&password=a-password-that-nobody-has";
    let form = format!(
        "{head}Cookie: id={cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
        typed.len()
    );
    let answer = asked(&address, &format!("POST /sign-in HTTP/1.1\r\n{form}\r\n{typed}"));
    assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
    child.kill().unwrap();
    child.wait().unwrap();
    let log = reading.join().unwrap();
    assert!(log.contains("/api/v1/findings") && log.contains("a token was refused"), "{log}");
    for secret in [token, cookie, "a-password-that-nobody-has", "nobody-has"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
