//! The program, its configuration file and its help.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use call_server::config::Config;

use crate::world::World;

#[test]
fn the_configuration_file_has_every_default_written_out() {
    let file = include_str!("../../call-server.toml");
    assert_eq!(Config::parse(file).unwrap(), Config::default());
    let written: toml::Table = toml::from_str(file).unwrap();
    let defaults = toml::Table::try_from(Config::default()).unwrap();
    assert_eq!(written, defaults);
}

#[test]
fn what_cannot_be_obeyed_is_refused_with_its_name() {
    for (text, name) in [
        ("[api]\nlisten = \"0.0.0.0:80\"", "api.token"),
        ("[engine]\nstart_ms = 10000", "engine.start_ms"),
        ("[callback]\nretry_max_ms = 100", "callback.retry_max_ms"),
        ("[calls]\nqueue = 0", "queue"),
        ("[engine]\nstop_ms = 0", "stop_ms"),
        ("[calls]\nlimit = 1", "limit"),
        ("[callback]\nuri = \"here\"", "uri"),
        ("[prompts]\nprivate = [\"10.0.0.0/40\"]", "private"),
    ] {
        let error = Config::parse(text).unwrap_err().to_string();
        assert!(error.contains(name), "{text}: {error}");
    }
}

#[test]
fn the_help_tells_the_defaults_there_are() {
    let help = Command::new(PROGRAM).arg("--help").output().unwrap();
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    let Config { api, control, log, .. } = Config::default();
    for (option, default) in [
        ("--listen", api.listen.to_string()),
        ("--control", control.listen.to_string()),
        ("--callback", "the notepad of the control endpoint".to_owned()),
        ("--log", log.filter),
    ] {
        let line = help.split("\n  ").find(|line| line.trim().starts_with(option)).unwrap();
        let text = help.split(line).nth(1).unwrap();
        assert!(text.contains(&format!("[default: {default}]")), "{option}: {help}");
    }
}

#[test]
fn a_configuration_can_be_checked() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/call-server.toml");
    let check = Command::new(PROGRAM)
        .args(["--check", "--config", file])
        .args(["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert!(check.status.success(), "{check:?}");
    let open = Command::new(PROGRAM).args(["--check", "--listen", "0.0.0.0:1"]).output().unwrap();
    assert!(!open.status.success());
    assert!(String::from_utf8_lossy(&open.stderr).contains("api.token"), "{open:?}");
}

/// The system of a container often has no certificate authorities.
#[test]
fn it_starts_without_certificates_of_the_system() {
    let directory = std::env::temp_dir().join(format!("call-server-{:016x}", fastrand::u64(..)));
    std::fs::create_dir(&directory).unwrap();
    let mut server = Command::new(PROGRAM)
        .args(["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"])
        .env("SSL_CERT_FILE", "/nowhere")
        .env("SSL_CERT_DIR", "/nowhere")
        .current_dir(&directory)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stderr.take().unwrap()).read_line(&mut line).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    std::fs::remove_dir_all(directory).unwrap();
    assert!(line.contains("listening"), "{line}");
}

/// The README's second command, and what it says that this prints.
#[tokio::test(flavor = "multi_thread")]
async fn the_call_of_the_readme_prints_what_the_readme_says() {
    let world = World::with(|config| config.callback.uri = None).await;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/call.sh");
    let mut call = Command::new("sh");
    call.arg(script).env("API", &world.api).env("CONTROL", &world.control);
    let call = tokio::task::spawn_blocking(move || call.output().unwrap()).await.unwrap();
    assert!(call.status.success(), "{call:?}");
    let printed = String::from_utf8(call.stdout).unwrap();
    assert_eq!(printed.lines().count(), 11, "{printed}");
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("\n```text\n{printed}```\n")), "{printed}");
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_call-server");
