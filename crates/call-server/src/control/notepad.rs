//! A callback that writes down what it is told, for trying the server out without
//! an application.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde::de::IgnoredAny;

/// The last notifications, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Notepad(Mutex<VecDeque<String>>);

pub(crate) async fn write(State(notepad): State<Arc<Notepad>>, body: Bytes) -> StatusCode {
    let (Ok(_), Ok(line)) =
        (serde_json::from_slice::<IgnoredAny>(&body), String::from_utf8(body.into()))
    else {
        return StatusCode::BAD_REQUEST;
    };
    let mut lines = notepad.0.lock().unwrap_or_else(PoisonError::into_inner);
    if lines.len() == LINES {
        lines.pop_front();
    }
    lines.push_back(line.replace(['\r', '\n'], " "));
    StatusCode::OK
}

/// One notification to a line.
pub(crate) async fn read(State(notepad): State<Arc<Notepad>>) -> impl IntoResponse {
    let lines = notepad.0.lock().unwrap_or_else(PoisonError::into_inner);
    let text = lines.iter().fold(String::new(), |text, line| text + line + "\n");
    ([(CONTENT_TYPE, "application/x-ndjson")], text)
}

const LINES: usize = 200;
