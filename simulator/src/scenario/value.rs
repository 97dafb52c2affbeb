//! The values of a scenario: what stands after `=`, or after the verb.

use core::num::{NonZeroU16, NonZeroUsize};

use media_queue::{Failure, Interrupts, Limit, Millis, Times, Tone, ToneSet};
use uuid::Uuid;

use super::error::Problem;
use super::{Delay, Plays, Sound, StepName, Survivor};
use crate::seconds;

/// What a value may be, for the one who wrote another.
pub(super) const SPAN: &str = "seconds from 0.001 to 86400";
pub(super) const NAME: &str = "a name without = and #";
pub(super) const KEY: &str = "a key: 0 to 9, *, #, A to D or !";
const TIME: &str = "seconds from 0 to 86400";
const DELAY: &str = "seconds from 0 to 86400, or lost";
const GUID: &str = "a GUID";
const COUNT: &str = "a number from 1 to 65535";
const NUMBER: &str = "a number";
const TIMES: &str = "a number from 1 to 65535, or forever";
const SOUND: &str = "NAME:SECONDS or NAME:CAUSE, such as welcome:2.1 or welcome:unavailable";
const SOUNDS: &str = "at most 255 prompts";
const INTERRUPTS: &str = "keys and speech with commas between, or anything";
const KEYS: &str = "keys of 0 to 9, *, #, A to D and !";
const STEP: &str = "NAME or NAME#STEP, steps from 1";

/// The words for what an engine reports.
pub(super) const CAUSES: &[&str] = &["unavailable", "bad-format", "engine"];
pub(super) const LIMITS: &[&str] =
    &["max-duration", "max-silence", "initial-silence", "media-timeout"];

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
    let mut chars = word.chars();
    match (chars.next().map(Tone::try_from), chars.next()) {
        (Some(Ok(tone)), None) => Ok(tone),
        _ => Err(value(word, KEY)),
    }
}

pub(super) fn keys(word: &str) -> Result<ToneSet, Problem> {
    word.split(',')
        .flat_map(str::chars)
        .map(|key| Tone::try_from(key).map_err(|_| value(word, KEYS)))
        .collect()
}

pub(super) fn interrupts(word: &str) -> Result<Interrupts, Problem> {
    if word == "anything" {
        return Ok(Interrupts::ANYTHING);
    }
    let (speech, tones): (Vec<_>, Vec<_>) = word.split(',').partition(|&part| part == "speech");
    let tones = tones.into_iter().map(keys).try_fold(ToneSet::EMPTY, |all, some| {
        some.map(|some| some.iter().fold(all, ToneSet::with)).map_err(|_| value(word, INTERRUPTS))
    })?;
    let tones = Interrupts::by_tones(tones);
    Ok(if speech.is_empty() { tones } else { tones.and_speech() })
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

pub(super) fn failure(word: &str) -> Result<Failure, Problem> {
    match word {
        "unavailable" => Ok(Failure::Unavailable),
        "bad-format" => Ok(Failure::BadFormat),
        "engine" => Ok(Failure::Engine),
        _ => Err(Problem::Unknown { word: word.to_owned(), expected: CAUSES }),
    }
}

pub(super) fn limit(word: &str) -> Result<Limit, Problem> {
    match word {
        "max-duration" => Ok(Limit::MaxDuration),
        "max-silence" => Ok(Limit::MaxSilence),
        "initial-silence" => Ok(Limit::InitialSilence),
        "media-timeout" => Ok(Limit::MediaTimeout),
        _ => Err(Problem::Unknown { word: word.to_owned(), expected: LIMITS }),
    }
}

pub(super) fn survivor(word: &str) -> Result<Survivor, Problem> {
    if word == "lost" { Ok(Survivor::Nobody) } else { Err(value(word, "lost")) }
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
