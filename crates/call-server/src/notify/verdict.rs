//! What the answer of a callback means for its notification.

use std::time::{Duration, SystemTime};

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, StatusCode};

/// What the answer of a callback means for its notification.
///
/// | status | verdict |
/// |---|---|
/// | 2xx | Taken. |
/// | 408, 425, 429 | Try again. |
/// | 500, 502, 503, 504, and every other 5xx but the next two | Try again. |
/// | 501, 505 | Refused for good: the server will not learn it. |
/// | 3xx | Refused for good: a notification and its token go to no other address. |
/// | every other 4xx | Refused for good: the same body would be refused again. |
/// | 1xx, 6xx and above | Refused for good: it is not an answer. |
///
/// If an answer that asks to try again has a `Retry-After`, in seconds or as a date, the
/// next attempt waits as long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Taken,
    Again { after: Option<Duration> },
    Refused,
}

impl Verdict {
    pub(super) fn of(status: StatusCode, headers: &HeaderMap) -> Self {
        match status.as_u16() {
            200..=299 => Self::Taken,
            501 | 505 => Self::Refused,
            408 | 425 | 429 | 500..=599 => Self::Again { after: retry_after(headers) },
            _ => Self::Refused,
        }
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    // A date that has passed asks for no patience.
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test panics to fail")]
mod tests {
    use super::*;

    fn verdict(status: u16, retry_after: Option<&str>) -> Verdict {
        let status = StatusCode::from_u16(status).expect("a status");
        let mut headers = HeaderMap::new();
        if let Some(value) = retry_after {
            headers.insert(RETRY_AFTER, value.parse().expect("a header"));
        }
        Verdict::of(status, &headers)
    }

    #[test]
    fn every_status_has_its_row() {
        for status in 100..1_000 {
            let expected = match status {
                200..=299 => Verdict::Taken,
                408 | 425 | 429 | 500 | 502..=504 | 506..=599 => Verdict::Again { after: None },
                _ => Verdict::Refused,
            };
            assert_eq!(verdict(status, None), expected, "{status}");
        }
    }

    #[test]
    fn patience_is_asked_for_in_seconds_or_by_a_date() {
        let seconds = |secs| Verdict::Again { after: Some(Duration::from_secs(secs)) };
        for status in [408, 425, 429, 500, 503] {
            assert_eq!(verdict(status, Some("7")), seconds(7), "{status}");
        }
        assert_eq!(verdict(429, Some("Wed, 21 Oct 2015 07:28:00 GMT")), seconds(0));
        let in_a_minute = SystemTime::now().checked_add(Duration::from_mins(1)).expect("a date");
        let date = httpdate::fmt_http_date(in_a_minute);
        let nearly = Duration::from_secs(57)..=Duration::from_mins(1);
        let verdict_of_date = verdict(503, Some(&date));
        assert!(
            matches!(verdict_of_date, Verdict::Again { after: Some(after) } if nearly.contains(&after)),
            "{date}: {verdict_of_date:?}"
        );
        for nonsense in ["soon", "-1", "1.5", ""] {
            assert_eq!(verdict(429, Some(nonsense)), Verdict::Again { after: None }, "{nonsense}");
        }
        assert_eq!(verdict(400, Some("7")), Verdict::Refused);
    }
}
