//! A call server that speaks Microsoft Graph's calling API, on the `media-queue`
//! library. What it does and how it is used stands in its `README.md`.
//!
//! ```text
//!   api ──────▶ Switchboard ──▶ Call (a task each): Session ──▶ Media
//!    ▲               ▲             │                             │
//!    │               └─────────────┼──── reports, new calls ◀────┘
//!  http ◀── hold ── Outbox ◀───────┘
//!                     └──▶ Delivery (a task per call) ──▶ the application
//! ```
//!
//! A media engine is an implementation of [`Media`] and of whatever calls
//! [`Switchboard::ring`]. The first one is simulated.

mod address;
mod api;
mod call;
mod clock;
pub mod config;
mod control;
mod http;
mod media;
mod metrics;
mod notify;
mod server;

pub use call::{Busy, Switchboard};
pub use clock::Clock;
pub use media::{Media, MediaReport, Prompt, PromptAudio, RecordingFile, Reports, Work};
pub use server::{Server, StartError};
