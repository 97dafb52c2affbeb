//! The names of tones.

use crate::tone::Tone;

/// Returns the name of `tone` in the enumeration
/// [tone](https://learn.microsoft.com/graph/api/resources/toneinfo).
pub(super) const fn of(tone: Tone) -> &'static str {
    match tone {
        Tone::Tone0 => "tone0",
        Tone::Tone1 => "tone1",
        Tone::Tone2 => "tone2",
        Tone::Tone3 => "tone3",
        Tone::Tone4 => "tone4",
        Tone::Tone5 => "tone5",
        Tone::Tone6 => "tone6",
        Tone::Tone7 => "tone7",
        Tone::Tone8 => "tone8",
        Tone::Tone9 => "tone9",
        Tone::Star => "star",
        Tone::Pound => "pound",
        Tone::A => "a",
        Tone::B => "b",
        Tone::C => "c",
        Tone::D => "d",
        Tone::Flash => "flash",
    }
}

/// Returns the tone with this name.
pub(super) fn named(name: &str) -> Option<Tone> {
    Tone::ALL.into_iter().find(|&tone| of(tone) == name)
}
