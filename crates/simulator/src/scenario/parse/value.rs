//! The values of a scenario: what stands after `=`, or after the verb.

use core::num::{NonZeroU16, NonZeroUsize};

use media_queue::{Interrupts, MediaFailure, Millis, RecordLimit, Times, Tone, ToneSet};
use uuid::Uuid;

use crate::scenario::{Delay, Ends, Lengths, Plays, Problem, Sound, StepName, Survivor};
use crate::seconds;

pub(super) const SPAN: &str = "seconds from 0.001 to 86400";
pub(super) const KEY: &str = "a key: 0 to 9, *, #, A to D or !";

const NAME: &str = "a name without = and #";
const TIME: &str = "seconds from 0 to 86400";
const DELAY: &str = "seconds from 0 to 86400, or lost";
const GUID: &str = "a GUID";
const COUNT: &str = "a number from 1 to 65535";
const NUMBER: &str = "a number";
const TIMES: &str = "a number from 1 to 65535, or forever";
const SOUND: &str = "NAME:SECONDS or NAME:CAUSE, such as welcome:2.1 or welcome:unavailable";
const SOUNDS: &str = "at most 255 prompts";
const INTERRUPTS: &str = "keys, speech and ongoing-speech with commas between, or anything";
const KEYS: &str = "keys of 0 to 9, *, #, A to D and !";
const STEP: &str = "NAME or NAME#STEP, steps from 1";

pub(super) fn name(word: &str) -> Result<String, Problem> {
    let odd = |char: char| "=#{".contains(char) || char.is_control();
    let bad = word.is_empty() || word.contains(odd);
    if bad { Err(value(word, NAME)) } else { Ok(word.to_owned()) }
}

pub(super) fn time(word: &str) -> Result<u64, Problem> {
    seconds::parse(word).ok_or_else(|| value(word, TIME))
}

pub(super) fn span(word: &str) -> Result<Millis, Problem> {
    seconds::parse_span(word).ok_or_else(|| value(word, SPAN))
}

pub(super) fn delay(word: &str) -> Result<Delay, Problem> {
    if word == "lost" {
        return Ok(Delay::Lost);
    }
    let millis = seconds::parse(word).and_then(|millis| u32::try_from(millis).ok());
    millis.map(Delay::After).ok_or_else(|| value(word, DELAY))
}

pub(super) fn guid(word: &str) -> Result<Uuid, Problem> {
    word.parse().map_err(|_| value(word, GUID))
}

pub(super) fn count(word: &str) -> Result<NonZeroU16, Problem> {
    word.parse().map_err(|_| value(word, COUNT))
}

pub(super) fn number(word: &str) -> Result<u64, Problem> {
    word.parse().map_err(|_| value(word, NUMBER))
}

pub(super) fn times(word: &str) -> Result<Times, Problem> {
    match word {
        "forever" => Ok(Times::Forever),
        _ => word.parse().map(Times::Count).map_err(|_| value(word, TIMES)),
    }
}

pub(super) fn key(word: &str) -> Result<Tone, Problem> {
    word.parse().map_err(|_| value(word, KEY))
}

pub(super) fn keys(word: &str) -> Result<ToneSet, Problem> {
    word.replace(',', "").parse().map_err(|_| value(word, KEYS))
}

pub(super) fn interrupts(word: &str) -> Result<Interrupts, Problem> {
    if word == "anything" {
        return Ok(Interrupts::ANYTHING);
    }
    let words = || word.split(',');
    let tones: String = words().filter(|part| !SPEECH.contains(part)).collect();
    let tones = tones.parse().map_err(|_| value(word, INTERRUPTS))?;
    let interrupts = Interrupts::on_tones(tones);
    Ok(if words().any(|part| part == "ongoing-speech") {
        interrupts.and_ongoing_speech()
    } else if words().any(|part| part == "speech") {
        interrupts.and_speech()
    } else {
        interrupts
    })
}

pub(super) fn sounds(word: &str) -> Result<Vec<Sound>, Problem> {
    let sounds: Vec<_> = word.split(',').map(sound).collect::<Result<_, _>>()?;
    if sounds.len() > usize::from(u8::MAX) { Err(value(word, SOUNDS)) } else { Ok(sounds) }
}

pub(super) fn sound(word: &str) -> Result<Sound, Problem> {
    let bad = || value(word, SOUND);
    let (sound, plays) = word.split_once(':').ok_or_else(bad)?;
    let plays = match seconds::parse_span(plays) {
        Some(length) => Plays::For(length),
        None => Plays::Fails(failure(plays).map_err(|_| bad())?),
    };
    Ok(Sound { name: name(sound).map_err(|_| bad())?, plays })
}

pub(super) fn failure(word: &str) -> Result<MediaFailure, Problem> {
    match word {
        "unavailable" => Ok(MediaFailure::Unavailable),
        "bad-format" => Ok(MediaFailure::BadFormat),
        "engine" => Ok(MediaFailure::Engine),
        _ => Err(unknown(word, &["unavailable", "bad-format", "engine"])),
    }
}

pub(super) fn limit(word: &str) -> Result<RecordLimit, Problem> {
    match word {
        "max-duration" => Ok(RecordLimit::MaxDuration),
        "max-silence" => Ok(RecordLimit::MaxSilence),
        "initial-silence" => Ok(RecordLimit::InitialSilence),
        "media-timeout" => Ok(RecordLimit::MediaTimeout),
        _ => {
            Err(unknown(word, &["max-duration", "max-silence", "initial-silence", "media-timeout"]))
        }
    }
}

pub(super) fn survivor(word: &str) -> Result<Survivor, Problem> {
    if word == "lost" { Ok(Survivor::Nobody) } else { Err(value(word, "lost")) }
}

/// Whether the engine confirms starts and stops.
pub(super) fn confirms(word: &str) -> Result<bool, Problem> {
    match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(unknown(word, &["yes", "no"])),
    }
}

/// Whether the engine reports when a prompt is over.
pub(super) fn reported(word: &str) -> Result<bool, Problem> {
    match word {
        "reported" => Ok(true),
        "at-length" => Ok(false),
        _ => Err(unknown(word, &["reported", "at-length"])),
    }
}

pub(super) fn lengths(word: &str) -> Result<Lengths, Problem> {
    match word {
        "known" => Ok(Lengths::Known),
        "unknown" => Ok(Lengths::Unknown),
        _ => Err(unknown(word, &["known", "unknown"])),
    }
}

pub(super) fn ends(word: &str) -> Result<Ends, Problem> {
    match word {
        "reported" => Ok(Ends::Reported),
        "lost" => Ok(Ends::Lost),
        _ => Err(unknown(word, &["reported", "lost"])),
    }
}

pub(super) fn step(word: &str) -> Result<StepName, Problem> {
    let bad = || value(word, STEP);
    let Some((of, ordinal)) = word.split_once('#') else {
        return Ok(StepName { name: name(word)?, ordinal: None });
    };
    let ordinal: NonZeroUsize = ordinal.parse().map_err(|_| bad())?;
    Ok(StepName { name: name(of).map_err(|_| bad())?, ordinal: Some(ordinal.get()) })
}

fn value(word: &str, expected: &'static str) -> Problem {
    Problem::Value { word: word.to_owned(), expected }
}

fn unknown(word: &str, expected: &'static [&'static str]) -> Problem {
    Problem::Unknown { word: word.to_owned(), expected }
}

const SPEECH: &[&str] = &["speech", "ongoing-speech"];
