//! The ways in which clients write the paths of the API.
//!
//! Graph takes the fixed parts of a path in any letter case, an action with its namespace
//! before it, a key in parentheses, and a slash at the end. The calling SDK for .NET and
//! clients generated before 2023 rely on that. [`canonical`] brings each of these forms to
//! the one that the router knows.

use std::borrow::Cow;

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;

/// The request with its path in the form that the router knows. A path that is none of the
/// API's stays as it is.
pub(super) fn canonical(mut request: Request) -> Request {
    if let Some(path) = canonical_path(request.uri().path()) {
        let path = match request.uri().query() {
            Some(query) => format!("{path}?{query}"),
            None => path,
        };
        let mut parts = std::mem::take(request.uri_mut()).into_parts();
        parts.path_and_query = PathAndQuery::try_from(path).ok();
        *request.uri_mut() = Uri::from_parts(parts).unwrap_or_default();
    }
    request
}

/// What this path leads to, for the metrics.
pub(super) fn route(canonical: &str) -> &'static str {
    let mut segments = canonical.split('/').skip(1);
    match (segments.next(), segments.next(), segments.next(), segments.next()) {
        (Some("recordings"), Some(_), None, None) => "recording",
        (Some("v1.0" | "beta"), Some(COMMUNICATIONS), Some("calls"), Some(_)) => {
            segments.next().map_or("call", |action| one_of(&ACTIONS, action).unwrap_or("none"))
        }
        _ => "none",
    }
}

fn canonical_path(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let mut segments = Vec::new();
    for segment in path.strip_suffix('/').unwrap_or(path).split('/') {
        match with_key(segment) {
            Some((collection, key)) => segments.extend([collection.into(), key]),
            None => segments.push(Cow::Borrowed(segment)),
        }
    }
    // The other places are ids.
    let mut canonical = String::new();
    for (index, segment) in segments.iter().enumerate() {
        let known = match index {
            0 => one_of(&ROOTS, segment),
            1 => one_of(&NAMESPACES, segment).map(|_| COMMUNICATIONS),
            2 => one_of(&["calls"], segment),
            4 => one_of(&ACTIONS, without_namespace(segment)),
            _ => None,
        };
        canonical.push('/');
        canonical.push_str(known.unwrap_or(segment));
    }
    Some(canonical)
}

/// `calls('{id}')` is `calls` with the key `{id}`.
fn with_key(segment: &str) -> Option<(&str, Cow<'_, str>)> {
    let quotes = segment.replace("%27", "'").replace("%28", "(").replace("%29", ")");
    let (collection, rest) = quotes.split_once("('")?;
    let key = rest.strip_suffix("')")?;
    let collection = one_of(&["calls", "operations"], collection)?;
    Some((collection, Cow::Owned(key.to_owned())))
}

fn without_namespace(action: &str) -> &str {
    match action.split_at_checked(NAMESPACE.len()) {
        Some((namespace, rest)) if namespace.eq_ignore_ascii_case(NAMESPACE) => rest,
        _ => action,
    }
}

fn one_of<'a>(known: &[&'a str], segment: &str) -> Option<&'a str> {
    known.iter().find(|known| known.eq_ignore_ascii_case(segment)).copied()
}

const ROOTS: [&str; 3] = ["v1.0", "beta", "recordings"];

/// `app` is the name of before 2020.
const NAMESPACES: [&str; 2] = [COMMUNICATIONS, "app"];

const COMMUNICATIONS: &str = "communications";

const ACTIONS: [&str; 8] = [
    "answer",
    "reject",
    "keepAlive",
    "playPrompt",
    "recordResponse",
    "subscribeToTone",
    "cancelMediaProcessing",
    "operations",
];

const NAMESPACE: &str = "microsoft.graph.";

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::Request;

    use super::{canonical, route};

    #[track_caller]
    fn becomes(path: &str, canonical_path: &str) {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = path.parse().unwrap_or_default();
        let request = canonical(request);
        assert_eq!(request.uri().to_string(), canonical_path, "{path}");
    }

    #[test]
    fn each_form_becomes_the_one_that_the_router_knows() {
        let call = "/v1.0/communications/calls/57DAB8B1";
        for (path, rest) in [
            ("/v1.0/communications/calls/57DAB8B1", ""),
            ("/v1.0/communications/calls/57DAB8B1/", ""),
            ("/V1.0/Communications/CALLS/57DAB8B1", ""),
            ("/v1.0/app/calls/57DAB8B1", ""),
            ("/v1.0/App/Calls/57DAB8B1/", ""),
            ("/v1.0/communications/calls('57DAB8B1')", ""),
            ("/v1.0/communications/Calls(%2757DAB8B1%27)/", ""),
            ("/v1.0/communications/calls%28'57DAB8B1'%29", ""),
            ("/v1.0/communications/calls/57DAB8B1/playPrompt", "/playPrompt"),
            ("/v1.0/communications/calls/57DAB8B1/PLAYPROMPT/", "/playPrompt"),
            ("/v1.0/communications/calls/57DAB8B1/microsoft.graph.playPrompt", "/playPrompt"),
            ("/v1.0/app/calls('57DAB8B1')/Microsoft.Graph.keepalive", "/keepAlive"),
            ("/v1.0/communications/calls/57DAB8B1/operations/a0", "/operations/a0"),
            ("/v1.0/communications/calls/57DAB8B1/Operations('a0')/", "/operations/a0"),
            ("/v1.0/communications/calls('57DAB8B1')/answer?a=B/", "/answer?a=B/"),
        ] {
            becomes(path, &format!("{call}{rest}"));
        }
        becomes("/BETA/communications/calls/a/answer", "/beta/communications/calls/a/answer");
        becomes("/Recordings/A0/", "/recordings/A0");
    }

    #[test]
    fn a_path_has_one_of_a_few_routes() {
        for (path, expected) in [
            ("/v1.0/communications/calls/a", "call"),
            ("/beta/communications/calls/a/playPrompt", "playPrompt"),
            ("/v1.0/communications/calls/a/operations/b", "operations"),
            ("/v1.0/communications/calls/a/mute", "none"),
            ("/v1.0/communications/calls", "none"),
            ("/recordings/a", "recording"),
            ("/recordings/a/b", "none"),
            ("/", "none"),
        ] {
            assert_eq!(route(path), expected, "{path}");
        }
    }

    #[test]
    fn other_paths_lead_nowhere_else() {
        for path in [
            "/",
            "/v1.0",
            "/v1.0/communications/calls",
            "/v1.0/communications/calls('a",
            "/v1.0/communications/calls/a/microsoft.graph.mute",
            "/v1.0/communications/calls/a/microsoft.graph",
            "/v1.0/communications/people('a')",
            "/v1.0/communications/calls/a/answer//",
            "/v1.0//communications/calls/a",
        ] {
            let without_slash = match path {
                "/" => "/",
                _ => path.strip_suffix('/').unwrap_or(path),
            };
            becomes(path, without_slash);
        }
    }
}
