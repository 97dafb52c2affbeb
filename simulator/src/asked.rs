//! What the host keeps of a request, and the JSON around it.

use media_queue::graph::{
    Body, CancelMediaProcessing, OperationContext, OperationKind, PlayPrompt, RecordResponse,
    SubscribeToTone, or_empty,
};
use media_queue::{Millis, Opening, Play, Record, RecordLimits, Times, ToneSet};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::json;
use crate::scenario::{Ask, Plays, Request, Sound};

/// The host's own value of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asked {
    /// What the scenario calls it.
    pub(crate) name: String,
    /// Its GUID on the wire.
    pub(crate) id: Uuid,
    /// The application's own text.
    pub(crate) client_context: Option<String>,
    /// What its prompts are.
    pub(crate) sounds: Vec<Sound>,
    /// How long its beep is.
    pub(crate) beep: Millis,
}

impl Asked {
    /// What its prompt of this index is called.
    pub(crate) fn sound(&self, index: u8) -> &str {
        self.sounds.get(usize::from(index)).map_or("prompt", |sound| &sound.name)
    }
}

impl OperationContext for Asked {
    fn id(&self) -> Uuid {
        self.id
    }

    fn client_context(&self) -> Option<&str> {
        self.client_context.as_deref()
    }
}

/// A request as HTTP carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Http {
    /// What the scenario calls it.
    pub(crate) name: String,
    /// Its GUID.
    pub(crate) id: Uuid,
    /// The application's own text.
    pub(crate) client_context: Option<String>,
    /// The last part of its path.
    pub(crate) action: String,
    /// Its body.
    pub(crate) body: String,
    /// Why it is refused, if its body cannot be obeyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<String>,
}

impl Http {
    /// Whether it is a cancel.
    pub(crate) fn is_cancel(&self) -> bool {
        self.action == CANCEL
    }

    /// The operation that answers it.
    pub(crate) fn kind(&self) -> OperationKind {
        match self.action.as_str() {
            PLAY => OperationKind::PlayPrompt,
            RECORD => OperationKind::RecordResponse,
            SUBSCRIBE => OperationKind::SubscribeToTone,
            _ => OperationKind::CancelMediaProcessing,
        }
    }
}

/// What a request comes to for the queue.
#[derive(Clone, Debug)]
pub(crate) enum Call {
    Play(Play<Asked>),
    Record {
        record: Record<Asked>,
        barge_in: bool,
    },
    Subscribe,
    Cancel,
    /// Its body cannot be obeyed.
    Nothing,
}

/// What the engine makes of the prompts and beeps of a Graph body, which does not say
/// how long they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lengths {
    pub(crate) prompt: Millis,
    pub(crate) beep: Millis,
}

/// Reads a request: as HTTP would carry it, and what it comes to.
pub(crate) fn read(request: Request, lengths: Lengths) -> (Http, Call) {
    let Request { name, id, ask } = request;
    let asked = |client_context: Option<String>, sounds, beep| Asked {
        name: name.clone(),
        id,
        client_context,
        sounds,
        beep,
    };
    let short = Some(name.clone());
    let (action, body, read) = match ask {
        Ask::Play { sounds, times, interrupts } => {
            let body = Short::play(&name, &sounds, times);
            let prompts = u8::try_from(sounds.len()).ok().and_then(core::num::NonZeroU8::new);
            let play = Play::new(
                asked(short.clone(), sounds, lengths.beep),
                prompts.unwrap_or(core::num::NonZeroU8::MIN),
            );
            let play = play.repeated(times).interrupted_by(interrupts);
            (PLAY, body, Ok((short, Call::Play(play))))
        }
        Ask::Record { prompt, interrupts, beep, stop, limits } => {
            let sounds = Vec::from_iter(prompt);
            let body = Short::record(&name, &sounds, beep, stop, limits);
            let opening = match (sounds.is_empty(), beep.is_some()) {
                (true, false) => Opening::Silence,
                (true, true) => Opening::Beep,
                (false, false) => Opening::Prompt(interrupts),
                (false, true) => Opening::PromptThenBeep(interrupts),
            };
            let asked = asked(short.clone(), sounds, beep.unwrap_or(lengths.beep));
            let record = Record::new(asked, limits).opened_by(opening).stopped_by(stop);
            (RECORD, body, Ok((short, Call::Record { record, barge_in: false })))
        }
        Ask::PlayBody(body) => {
            let read = checked::<PlayPrompt<'_>>(&body).map(|play| {
                let context = play.client_context.as_deref().map(str::to_owned);
                let prompts = play.prompts.as_slice();
                let sounds = prompts.iter().map(|prompt| sound(&prompt.uri, lengths)).collect();
                let call = Call::Play(play.play(asked(context.clone(), sounds, lengths.beep)));
                (context, call)
            });
            (PLAY, body, read)
        }
        Ask::RecordBody(body) => {
            let read = checked::<RecordResponse<'_>>(&body).map(|record| {
                let context = record.client_context.as_deref().map(str::to_owned);
                let prompt = record.prompt.as_ref();
                let sounds = prompt.map(|prompt| sound(&prompt.uri, lengths)).into_iter().collect();
                let asked = asked(context.clone(), sounds, lengths.beep);
                let barge_in = record.barge_in;
                (context, Call::Record { record: record.record(asked), barge_in })
            });
            (RECORD, body, read)
        }
        Ask::Subscribe(body) => {
            let body = body.unwrap_or_else(|| json::text(&Short::new(&name, &[])));
            let read = checked::<SubscribeToTone<'_>>(&body)
                .map(|request| (request.client_context.map(String::from), Call::Subscribe));
            (SUBSCRIBE, body, read)
        }
        Ask::Cancel(body) => {
            let body = body.unwrap_or_else(|| json::text(&Short::new(&name, &[])));
            let read = checked::<CancelMediaProcessing<'_>>(&body)
                .map(|request| (request.client_context.map(String::from), Call::Cancel));
            (CANCEL, body, read)
        }
    };
    let ((client_context, call), refused) = match read {
        Ok(read) => (read, None),
        Err(refused) => ((None, Call::Nothing), Some(refused)),
    };
    (Http { name, id, client_context, action: action.to_owned(), body, refused }, call)
}

fn checked<'de, T>(body: &'de str) -> Result<T, String>
where
    Body<T>: Deserialize<'de>,
{
    let body: Body<T> =
        serde_json::from_slice(or_empty(body.as_bytes())).map_err(|error| error.to_string())?;
    body.check().map_err(|error| error.to_string())
}

/// The prompt of a Graph body, called by the stem of its file.
fn sound(uri: &str, lengths: Lengths) -> Sound {
    let file = uri.rsplit_once('/').map_or(uri, |(_, file)| file);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    Sound { name: stem.to_owned(), plays: Plays::For(lengths.prompt) }
}

/// What Graph can say of a request in short form.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Short<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    barge_in_allowed: Option<bool>,
    client_context: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    prompts: Vec<Value>,
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    repeated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_record_duration_in_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    initial_silence_timeout_in_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_silence_timeout_in_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    play_beep: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stop_tones: Vec<String>,
}

impl<'a> Short<'a> {
    fn new(client_context: &'a str, sounds: &[Sound]) -> Self {
        Self {
            barge_in_allowed: None,
            client_context,
            prompts: sounds.iter().map(media_prompt).collect(),
            repeated: None,
            max_record_duration_in_seconds: None,
            initial_silence_timeout_in_seconds: None,
            max_silence_timeout_in_seconds: None,
            play_beep: None,
            stop_tones: Vec::new(),
        }
    }

    fn play(name: &'a str, sounds: &[Sound], times: Times) -> String {
        let repeated = (times == Times::Forever).then_some(true);
        json::text(&Self { repeated, ..Self::new(name, sounds) })
    }

    fn record(
        name: &'a str,
        sounds: &[Sound],
        beep: Option<Millis>,
        stop: ToneSet,
        limits: RecordLimits,
    ) -> String {
        let body = Self {
            barge_in_allowed: Some(false),
            max_record_duration_in_seconds: Some(whole_seconds(limits.max_duration)),
            initial_silence_timeout_in_seconds: limits.initial_silence.map(whole_seconds),
            max_silence_timeout_in_seconds: limits.max_silence.map(whole_seconds),
            play_beep: Some(beep.is_some()),
            stop_tones: stop.iter().map(|tone| tone.to_string()).collect(),
            ..Self::new(name, sounds)
        };
        json::text(&body)
    }
}

fn media_prompt(sound: &Sound) -> Value {
    let uri = format!("https://prompts.example/{}.wav", sound.name);
    serde_json::json!({
        "@odata.type": "#microsoft.graph.mediaPrompt",
        "mediaInfo": { "@odata.type": "#microsoft.graph.mediaInfo", "uri": uri },
    })
}

/// Seconds as Graph has them, rounded up.
const fn whole_seconds(limit: Millis) -> u32 {
    limit.get().div_ceil(1_000)
}

const PLAY: &str = "playPrompt";
const RECORD: &str = "recordResponse";
const SUBSCRIBE: &str = "subscribeToTone";
const CANCEL: &str = "cancelMediaProcessing";
