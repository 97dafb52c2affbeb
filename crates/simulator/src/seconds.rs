//! Seconds as people write them, milliseconds as the library counts them.

use core::fmt;

use media_queue::{Millis, Time};

/// The latest time of a scenario: a day.
pub(crate) const DAY: u64 = 86_400_000;

/// Reads seconds with at most three decimals, 0 to 86400, as milliseconds.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || decimals.len() > 3 {
        return None;
    }
    let millis = format!("{decimals:0<3}").parse::<u64>().ok()?;
    let total = whole.parse::<u64>().ok()?.checked_mul(1_000)?.checked_add(millis)?;
    (total <= DAY).then_some(total)
}

/// Reads a span of at least a millisecond.
pub(crate) fn parse_span(text: &str) -> Option<Millis> {
    Millis::new(u32::try_from(parse(text)?).ok()?)
}

/// Milliseconds, shown as seconds: `2.1`, `0.0`, `12.005`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seconds(pub(crate) u64);

impl From<Time> for Seconds {
    fn from(time: Time) -> Self {
        Self(time.as_millis())
    }
}

impl From<Millis> for Seconds {
    fn from(span: Millis) -> Self {
        Self(span.get().into())
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, millis) = (self.0 / 1_000, self.0 % 1_000);
        let decimals = format!("{millis:03}");
        let decimals = match decimals.trim_end_matches('0') {
            "" => "0",
            some => some,
        };
        f.pad(&format!("{whole}.{decimals}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_read_and_shown() {
        for (text, millis) in [("0", 0), ("2.1", 2_100), ("12.005", 12_005), ("86400", DAY)] {
            assert_eq!(parse(text), Some(millis));
            assert_eq!(parse(&Seconds(millis).to_string()), Some(millis));
        }
        for text in
            ["", ".", "1.", ".5", "-1", "1.0000", "86400.001", "1e3", "99999999999999999999"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(Seconds(4_000).to_string(), "4.0");
        assert_eq!(parse_span("0.0"), None);
    }
}
