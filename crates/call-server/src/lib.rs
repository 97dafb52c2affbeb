//! A call server that speaks Microsoft Graph's calling API, on the `media-queue`
//! library. `README.md` says what it does and how to use it.
//!
//! ```text
//!   api ──────▶ Switchboard ──▶ Call (a task each): Session ──▶ Media
//!    ▲               ▲             │                             │
//!    │               └─────────────┼──── reports, new calls ◀────┘
//!  http ◀── hold ── Outbox ◀───────┘
//!                     └──▶ Delivery (a task per call) ──▶ the application
//! ```
//!
//! A media engine implements [`Media`] and calls [`Switchboard::ring`] for each call that
//! comes in. The one that is built in is simulated.

mod address;
mod api;
mod call;
mod cause;
mod clock;
pub mod config;
mod control;
mod http;
mod media;
mod metrics;
mod notify;
mod server;
mod services;
mod simulated;
mod start_error;

pub use call::{Busy, Switchboard};
pub use clock::Clock;
pub use media::{Media, MediaReport, Prompt, PromptAudio, RecordingFile, Reports, Work};
pub use server::Server;
pub use start_error::StartError;
