#![doc = include_str!("../README.md")]

mod check;
mod cli;
mod engine;
mod host;
mod http;
mod journal;
mod json;
mod log;
mod request;
mod run;
pub mod scenario;
mod seconds;
mod timeline;

pub use check::Mismatch;
pub use cli::main;
pub use http::{write_json, write_messages};
pub use journal::{BadEntry, Journal};
pub use log::Log;
pub use run::{Ran, run};
pub use timeline::write_timeline;
