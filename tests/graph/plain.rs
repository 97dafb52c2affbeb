//! A plain reading of request bodies: what each comes to, or which member is to blame.

use media_queue::Tone;

use crate::json::{Json, Members};

/// The member that is to blame.
pub(crate) type Blamed = String;

/// What a play comes to.
#[derive(Debug, PartialEq)]
pub(crate) struct Played {
    pub(crate) client_context: Option<String>,
    pub(crate) prompts: Vec<Prompt>,
    pub(crate) for_ever: bool,
}

/// What a record comes to.
#[derive(Debug, PartialEq)]
pub(crate) struct Recorded {
    pub(crate) client_context: Option<String>,
    pub(crate) prompt: Option<Prompt>,
    pub(crate) barge_in: bool,
    pub(crate) play_beep: bool,
    pub(crate) stop_tones: Vec<Tone>,
    pub(crate) seconds: [u64; 3],
}

/// The address and the key of a prompt.
pub(crate) type Prompt = (String, Option<String>);

pub(crate) fn played(body: Json) -> Result<Played, Blamed> {
    let (mut context, mut prompts, mut for_ever) = (None, None, false);
    each("body", body, &["clientContext", "prompts", "loop"], |name, value| {
        match (name, value) {
            ("clientContext", value) => context = client_context(value)?,
            ("prompts", value) => {
                let list = self::prompts(value, 20)?;
                prompts = Some((!list.is_empty()).then_some(list).ok_or(name)?);
            }
            (_, Json::Boolean(value)) => for_ever = value,
            // Any other is ignored, as far as `serde_json` can read it.
            (_, Json::Text(None)) => return Err(name.into()),
            (_, value @ Json::Number(_)) if value.number().is_none() => return Err(name.into()),
            (_, Json::Object(members)) if members.iter().any(|(name, _)| name.is_none()) => {
                return Err(name.into());
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(Played { client_context: context, prompts: prompts.ok_or("prompts")?, for_ever })
}

pub(crate) fn recorded(body: Json) -> Result<Recorded, Blamed> {
    let known =
        [&["clientContext", "prompts", "bargeInAllowed", "playBeep", "stopTones"], &SECONDS[..]];
    let mut recorded = Recorded {
        client_context: None,
        prompt: None,
        barge_in: false,
        play_beep: true,
        stop_tones: Vec::new(),
        seconds: [5; 3],
    };
    each("body", body, &known.concat(), |name, value| {
        match (name, value) {
            (_, Json::Null) => {}
            ("clientContext", value) => recorded.client_context = client_context(value)?,
            ("prompts", value) => recorded.prompt = prompts(value, 1)?.pop(),
            ("bargeInAllowed", Json::Boolean(value)) => recorded.barge_in = value,
            ("playBeep", Json::Boolean(value)) => recorded.play_beep = value,
            ("stopTones", Json::List(list)) => recorded.stop_tones = stop_tones(&list)?,
            (_, value) => {
                let limit = SECONDS.iter().position(|seconds| *seconds == name).ok_or(name)?;
                recorded.seconds[limit] = seconds(&value).ok_or(name)?;
            }
        }
        Ok(())
    })?;
    Ok(recorded)
}

pub(crate) fn context_only(body: Json) -> Result<Option<String>, Blamed> {
    let mut context = None;
    each("body", body, &["clientContext"], |_, value| {
        context = client_context(value)?;
        Ok(())
    })?;
    Ok(context)
}

/// Hands on the known members of the object at `path`. Null is an object without members.
/// A member that comes a second time is to blame, and so is an object if a name in it is
/// not a text.
fn each(
    path: &str,
    object: Json,
    known: &[&str],
    mut take: impl FnMut(&str, Json) -> Result<(), Blamed>,
) -> Result<(), Blamed> {
    let members = match object {
        Json::Null => Members::new(),
        Json::Object(members) => members,
        _ => return Err(path.into()),
    };
    let mut seen = Vec::new();
    for (name, value) in members {
        let name = name.ok_or(path)?;
        if known.contains(&&*name) {
            if seen.contains(&name) {
                return Err(below(path, &name));
            }
            take(&name, value)
                .map_err(|inner| if path == "body" { inner } else { below(path, &inner) })?;
            seen.push(name);
        }
    }
    Ok(())
}

fn below(path: &str, name: &str) -> String {
    if path == "body" { name.into() } else { format!("{path}.{name}") }
}

fn client_context(value: Json) -> Result<Option<String>, Blamed> {
    match value {
        Json::Null => Ok(None),
        Json::Text(Some(text)) if text.chars().count() <= 256 => Ok(Some(text)),
        _ => Err("clientContext".into()),
    }
}

fn seconds(value: &Json) -> Option<u64> {
    let seconds = value.number()?;
    // -0 is not 0, and 0 is not allowed.
    (1..=120_u8).find(|whole| f64::from(*whole).total_cmp(&seconds).is_eq()).map(u64::from)
}

fn stop_tones(list: &[Json]) -> Result<Vec<Tone>, Blamed> {
    let list = list.iter().enumerate();
    let tones = list.map(|(index, tone)| stop_tone(tone).ok_or(format!("stopTones[{index}]")));
    let mut tones: Vec<_> = tones.collect::<Result<_, _>>()?;
    tones.sort_unstable();
    tones.dedup();
    Ok(tones)
}

fn stop_tone(value: &Json) -> Option<Tone> {
    let Json::Text(Some(text)) = value else { return None };
    let named = |tone: &&Tone| match tone {
        Tone::Star => text == "star" || text == "*",
        Tone::Pound => text == "pound" || text == "#",
        Tone::Flash => text == "flash" || text == "!",
        Tone::A | Tone::B | Tone::C | Tone::D => text.to_uppercase() == tone.to_string(),
        digit => *text == digit.to_string() || *text == format!("tone{digit}"),
    };
    Tone::ALL.iter().find(named).copied()
}

/// What is more than `max` is not looked at.
fn prompts(value: Json, max: usize) -> Result<Vec<Prompt>, Blamed> {
    let Json::List(list) = value else { return Err("prompts".into()) };
    let count = list.len();
    let first = list.into_iter().take(max).enumerate();
    let prompts = first.map(|(index, value)| prompt(&format!("prompts[{index}]"), value));
    let prompts = prompts.collect::<Result<Vec<_>, _>>()?;
    if count > max { Err("prompts".into()) } else { Ok(prompts) }
}

fn prompt(path: &str, value: Json) -> Result<Prompt, Blamed> {
    let mut info = None;
    each(path, value, &["@odata.type", "mediaInfo"], |name, value| {
        let types = ["#microsoft.graph.mediaPrompt", "microsoft.graph.mediaPrompt"];
        match (name, value) {
            ("mediaInfo", value) => info = Some(media_info(name, value)?),
            (_, Json::Null) => {}
            (_, Json::Text(Some(kind))) if types.contains(&&*kind) => {}
            _ => return Err(name.into()),
        }
        Ok(())
    })?;
    info.ok_or_else(|| below(path, "mediaInfo"))
}

fn media_info(path: &str, value: Json) -> Result<Prompt, Blamed> {
    let (mut uri, mut resource_id) = (None, None);
    each(path, value, &["uri", "resourceId"], |name, value| {
        match (name, value) {
            ("uri", Json::Text(Some(text))) => uri = Some(text),
            ("resourceId", Json::Text(Some(text))) => resource_id = Some(text),
            ("resourceId", Json::Null) => {}
            _ => return Err(name.into()),
        }
        Ok(())
    })?;
    Ok((uri.ok_or_else(|| below(path, "uri"))?, resource_id))
}

pub(crate) const SECONDS: [&str; 3] =
    ["maxRecordDurationInSeconds", "maxSilenceTimeoutInSeconds", "initialSilenceTimeoutInSeconds"];
