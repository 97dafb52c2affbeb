//! The call server as a program.

use std::error::Error;
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;

use call_server::Server;
use call_server::config::{Config, Log, LogFormat};
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tracing::info;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use url::Url;

/// A call server that speaks Microsoft Graph's calling API.
///
/// Without a configuration file it listens on the loopback address with simulated
/// media: callers come from the control endpoint, and notifications go to its
/// notepad, /bot. The options stand above the file.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// The configuration file; call-server.toml in the sources has every default
    #[arg(short, long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the API listens [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Where the control endpoint listens [default: 127.0.0.1:8081]
    #[arg(long, value_name = "ADDRESS")]
    control: Option<SocketAddr>,
    /// Where incoming calls are announced [default: the notepad of the control endpoint]
    #[arg(long, value_name = "URI")]
    callback: Option<Url>,
    #[arg(
        long,
        value_name = "FILTER",
        help = "What is logged, such as warn or warn,call_server=debug [default: info]"
    )]
    log: Option<String>,
    /// Find everything that would keep the server from starting, and exit
    #[arg(long)]
    check: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("call-server: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    let check = options.check;
    let config = configuration(options)?;
    let filter = config.log.filter.parse::<Targets>();
    let filter = filter.map_err(|error| format!("log.filter: {error}"))?;
    if check {
        return Ok(Server::check(&config).await?);
    }
    log(&config.log, filter);
    let server = Server::bind(config).await?;
    info!(api = %server.api_address()?, control = %server.control_address()?, "listening");
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let mut signaled = async || {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let mut running = pin!(server.run(async {
        let _ = stopped.await;
    }));
    tokio::select! {
        () = &mut running => return Ok(()),
        () = signaled() => drop(stop),
    }
    tokio::select! {
        () = running => Ok(()),
        () = signaled() => Err("a second signal: not everything was notified".into()),
    }
}

fn configuration(options: Options) -> Result<Config, Box<dyn Error>> {
    let mut config = match &options.config {
        Some(file) => read(file).map_err(|error| format!("{}: {error}", file.display()))?,
        None => Config::default(),
    };
    config.api.listen = options.listen.unwrap_or(config.api.listen);
    config.control.listen = options.control.unwrap_or(config.control.listen);
    config.callback.uri = options.callback.or(config.callback.uri);
    config.log.filter = options.log.unwrap_or(config.log.filter);
    config.check()?;
    Ok(config)
}

fn read(file: &Path) -> Result<Config, Box<dyn Error>> {
    Ok(Config::parse(&std::fs::read_to_string(file)?)?)
}

fn log(config: &Log, filter: Targets) {
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let registry = tracing_subscriber::registry().with(filter);
    match config.format {
        LogFormat::Text => registry.with(lines).init(),
        LogFormat::Json => registry.with(lines.json()).init(),
    }
}
