//! Why a request body is refused.

use alloc::format;
use alloc::string::{String, ToString as _};
use core::fmt;

/// The error for a request body that is not a valid request. Its text is fit for the
/// message of a 400 answer.
///
/// ```
/// use media_queue::graph::{self, RecordResponse};
///
/// let body = br#"{"maxRecordDurationInSeconds": 1800}"#;
/// let error = graph::read::<RecordResponse<'_>>(body).unwrap_err();
/// assert!(error.is_json());
/// assert_eq!(error.member(), "maxRecordDurationInSeconds");
/// assert_eq!(
///     error.to_string(),
///     "maxRecordDurationInSeconds is 1800: expected a whole number from 1 to 120",
/// );
///
/// let error = graph::read::<RecordResponse<'_>>(b"{\"stopTones\": [").unwrap_err();
/// assert!(!error.is_json());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BodyError {
    /// `None` if the body is not JSON.
    member: Option<String>,
    problem: String,
}

impl BodyError {
    pub(super) fn not_json(error: impl fmt::Display) -> Self {
        Self { member: None, problem: error.to_string() }
    }

    /// `path` is that of the member, or of the object around it if the member is missing, is
    /// given twice or has a name that is not a text.
    pub(super) fn located(path: &str, error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let problem = text.strip_suffix(&*place).unwrap_or(&text);
        // "." is the whole body, and "?" a name that is not a text.
        let mut path = String::from(path.trim_end_matches(['.', '?']));
        // serde names a member that is missing or given twice in its text alone.
        let problem = match named(problem) {
            Some((name, problem)) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
                problem.into()
            }
            None => shortened(problem),
        };
        if path.is_empty() {
            path.push_str("body");
        }
        Self { member: Some(path), problem }
    }

    /// Returns whether the body is JSON at all.
    #[must_use]
    pub const fn is_json(&self) -> bool {
        self.member.is_some()
    }

    /// Returns the path of the member that is not valid, such as `prompts[0].mediaInfo.uri`
    /// or `stopTones[1]`. It is `body` if the whole body is not valid.
    #[must_use]
    pub fn member(&self) -> &str {
        self.member.as_deref().unwrap_or("body")
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.member {
            // A check of a value says what the value is, serde says what is wrong with it.
            Some(member) if self.problem.starts_with("is ") => {
                write!(f, "{member} {}", self.problem)
            }
            Some(member) => write!(f, "{member}: {}", self.problem),
            None => write!(f, "the body is not JSON: {}", self.problem),
        }
    }
}

impl core::error::Error for BodyError {}

/// The name in serde's "missing field `x`" and "duplicate field `x`", and what is wrong.
fn named(problem: &str) -> Option<(&str, &'static str)> {
    let (name, wrong) = if let Some(name) = problem.strip_prefix("missing field `") {
        (name, "is missing")
    } else {
        (problem.strip_prefix("duplicate field `")?, "is given twice")
    };
    Some((name.strip_suffix('`')?, wrong))
}

/// A string that is not valid is repeated only as far as it helps to find it.
fn shortened(problem: &str) -> String {
    const KEPT: usize = 80;
    let shortened = || {
        let (cut, _) = problem.char_indices().nth(KEPT)?;
        // Before the last "expected" stands `", ` or `": `, whose quotation mark ends the string.
        let end = problem.rfind("expected ")?.checked_sub(3).filter(|&end| end > cut)?;
        Some(format!("{}…{}", problem.get(..cut)?, problem.get(end..)?))
    };
    shortened().unwrap_or_else(|| problem.into())
}
