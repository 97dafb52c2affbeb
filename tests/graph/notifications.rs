//! The notifications of how operations ended, and of tones.

use core::num::NonZeroU16;
use core::slice;

use media_queue::graph::{Extras, Notifications, RecordResponse, Recording, ToneNotification};
use media_queue::{
    Audio, Interrupts, MediaFailure, MediaQueue, Millis, Opening, Play, Record, RecordLimit,
    RecordLimits, Tone,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    CALL, Context, Done, OPERATION, Queue, after, assert_renders, call_ended, canceled,
    completed_by, opening, parsed, playing, read, recording,
};

/// The published example: a record in progress, cancelled.
#[test]
fn the_published_notification_of_a_cancelled_record() {
    let body = include_str!("../fixtures/graph/requests/record-response.json");
    let request = read::<RecordResponse<'_>>(body).unwrap();
    let client_context = request.client_context.clone().map(Into::into);
    let mut queue = Queue::new(NonZeroU16::MIN);
    queue.record(request.record(), Context { id: OPERATION, client_context }).unwrap();

    let completions: Vec<_> = queue.cancel_all().collect();
    let notifications =
        Notifications::new(CALL, &completions).with(|_| Extras::new().with_etag(54451));
    let golden = include_str!("../fixtures/graph/notifications/canceled-record.json");
    assert_renders(&notifications, golden);
}

#[test]
fn a_play_has_no_recording_and_what_is_absent_is_left_out() {
    let mut queue = Queue::new(NonZeroU16::MIN);
    let context = Context { id: OPERATION, client_context: None };
    queue.play(Play::new(), context).unwrap();
    let played = after(queue, Queue::finished);
    // A play has no recording, whatever the host says.
    let notifications = Notifications::new(CALL, slice::from_ref(&played))
        .with(|_| Extras::new().with_recording(FILE));
    let golden = include_str!("../fixtures/graph/notifications/played.json");
    assert_renders(&notifications, golden);
}

#[test]
fn a_record_says_where_its_recording_is() {
    let recorded =
        after(recording(), |queue, step| queue.limit_reached(step, RecordLimit::MaxDuration));
    let notifications = Notifications::new(CALL, slice::from_ref(&recorded))
        .with(|_| Extras::new().with_recording(FILE).with_etag(54451));
    let golden = include_str!("../fixtures/graph/notifications/recorded.json");
    assert_renders(&notifications, golden);
}

#[test]
fn r5_a_recording_is_named_where_its_audio_may_be_kept_and_nowhere_else() {
    let failed = |queue| after(queue, |queue, step| queue.failed(step, MediaFailure::Engine));
    let reached = |limit| after(recording(), move |queue, step| queue.limit_reached(step, limit));
    let kept = [
        completed_by(recording(), Tone::Pound),
        reached(RecordLimit::MaxDuration),
        reached(RecordLimit::MaxSilence),
        reached(RecordLimit::MediaTimeout),
        failed(recording()),
        call_ended(recording()),
    ];
    let discarded = [
        reached(RecordLimit::InitialSilence),
        canceled(recording()),
        canceled(opening(Opening::Silence)),
        failed(opening(Opening::Prompt(Interrupts::NEVER))),
        failed(opening(Opening::Beep)),
        failed(opening(Opening::Silence)),
        call_ended(opening(Opening::Beep)),
    ];
    for done in &kept {
        assert_eq!(fields(done, Some(FILE)), [json!(FILE.location), json!(FILE.access_token)]);
        assert_eq!(fields(done, None), [json!(""), json!("")], "the host keeps nothing");
    }
    for done in &discarded {
        assert_eq!(fields(done, Some(FILE)), [json!(""), json!("")], "{done:?}");
    }
}

/// The members about the recording.
fn fields(done: &Done, recording: Option<Recording<'static>>) -> [Value; 2] {
    let extras = recording.map_or(Extras::new(), |file| Extras::new().with_recording(file));
    let notifications = Notifications::new(CALL, slice::from_ref(done)).with(|_| extras);
    let operation = resource_data(&serde_json::to_value(notifications).unwrap());
    [operation["recordingLocation"].clone(), operation["recordingAccessToken"].clone()]
}

#[test]
fn an_etag_has_any_number() {
    let done = canceled(playing());
    for number in [0, 9, 10, 54451, u64::MAX] {
        let notifications = Notifications::new(CALL, slice::from_ref(&done))
            .with(|_| Extras::new().with_etag(number));
        let operation = resource_data(&serde_json::to_value(notifications).unwrap());
        assert_eq!(operation["@odata.etag"], format!("W/\"{number}\""));
    }
    let without = serde_json::to_value(Notifications::new(CALL, slice::from_ref(&done))).unwrap();
    assert_eq!(resource_data(&without).get("@odata.etag"), None);
}

#[test]
fn no_operation_is_an_empty_list() {
    assert_renders(
        &Notifications::<Context>::new(CALL, &[]),
        r##"{"@odata.type": "#microsoft.graph.commsNotifications", "value": []}"##,
    );
}

#[test]
fn c1_a_cancel_is_written_in_order() {
    let mut queue = Queue::new(NonZeroU16::MAX);
    for number in 0..5 {
        let context = Context { id: Uuid::from_u128(number), client_context: None };
        if number % 2 == 0 {
            queue.play(Play::new(), context).unwrap();
        } else {
            queue.record(Record::new(RecordLimits::new(Millis::MAX)), context).unwrap();
        }
    }
    let completions: Vec<_> = queue.cancel_all().collect();
    let json = serde_json::to_value(Notifications::new(CALL, &completions)).unwrap();
    let written: Vec<_> = json["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notification| {
            let operation = &notification["resourceData"];
            let id: Uuid = operation["id"].as_str().unwrap().parse().unwrap();
            (id.as_u128(), operation["completionReason"].as_str().unwrap().to_owned())
        })
        .collect();
    let (play, record) = ("mediaOperationCanceled", "operationCanceled");
    let expected = [(0, play), (1, record), (2, play), (3, record), (4, play)];
    assert_eq!(written, expected.map(|(id, reason)| (id, reason.to_owned())));
}

#[test]
fn the_extras_are_asked_of_each_operation() {
    let mut queue: MediaQueue<Context> = MediaQueue::new(NonZeroU16::MAX);
    for _ in 0..3 {
        queue.play(Play::new(), Context::new()).unwrap();
    }
    let completions: Vec<_> = queue.cancel_all().collect();
    let notifications =
        Notifications::new(CALL, &completions).with(|done| Extras::new().with_etag(done.id.get()));
    let json = serde_json::to_value(notifications).unwrap();
    let etags = [0, 1, 2].map(|at: usize| json["value"][at]["resourceData"]["@odata.etag"].clone());
    assert_eq!(etags, ["W/\"1\"", "W/\"2\"", "W/\"3\""]);
}

#[test]
fn the_published_notification_of_a_tone() {
    let mut queue: MediaQueue<Context, ()> = MediaQueue::new(NonZeroU16::MIN);
    queue.subscribe_tones(());
    let heard = queue.tone(Tone::Tone1).heard.unwrap();
    let golden = include_str!("../fixtures/graph/notifications/tone.json");
    assert_renders(&ToneNotification::new(CALL, &heard), golden);
}

#[test]
fn every_tone_has_its_name() {
    let names = [
        "tone0", "tone1", "tone2", "tone3", "tone4", "tone5", "tone6", "tone7", "tone8", "tone9",
        "star", "pound", "a", "b", "c", "d", "flash",
    ];
    for (tone, name) in Tone::ALL.into_iter().zip(names) {
        let mut queue: MediaQueue<(), ()> = MediaQueue::new(NonZeroU16::MIN);
        queue.subscribe_tones(());
        let heard = queue.tone(tone).heard.unwrap();
        let json = serde_json::to_value(ToneNotification::new(CALL, &heard)).unwrap();
        let info = json!({
            "@odata.type": "#microsoft.graph.toneInfo",
            "sequenceId": 1,
            "tone": name,
        });
        assert_eq!(resource_data(&json)["toneInfo"], info);
    }
}

#[test]
fn a_token_is_not_shown() {
    let shown = format!("{FILE:?}");
    assert!(shown.contains(FILE.location) && !shown.contains(FILE.access_token), "{shown}");
}

#[test]
fn notifications_are_shown_by_their_call_and_their_number() {
    let completions = [canceled(playing()), canceled(recording())];
    let shown = format!("{:?}", Notifications::new(CALL, &completions));
    assert!(shown.contains(&CALL.to_string()) && shown.contains("completions: 2"), "{shown}");
}

proptest! {
    /// What is written is read back, whatever stands in the host's texts.
    #[test]
    fn what_is_rendered_is_read_back(
        call: u128,
        operations in prop::collection::vec((any::<u128>(), any::<Option<String>>()), 0..6),
        location: String,
        access_token: String,
        etag: Option<u64>,
    ) {
        let mut queue = Queue::new(NonZeroU16::MAX);
        for (id, client_context) in &operations {
            let (id, client_context) = (Uuid::from_u128(*id), client_context.clone());
            let record = Record::new(RecordLimits::new(Millis::MAX)).opened_by(Opening::Silence);
            queue.record(record, Context { id, client_context }).unwrap();
        }
        let mut completions = Vec::new();
        while let Some(step) = queue.wanted() {
            let effect = queue.limit_reached(step, RecordLimit::MaxSilence).unwrap();
            completions.extend(effect.into_completion());
        }
        prop_assert!(completions.iter().all(|done| done.audio() == Some(Audio::Keep)));
        let recording = Recording { location: &location, access_token: &access_token };
        let call = Uuid::from_u128(call);
        let notifications = Notifications::new(call, &completions)
            .with(|_| {
                let extras = Extras::new().with_recording(recording);
                etag.map_or(extras, |etag| extras.with_etag(etag))
            });
        let json = parsed(&serde_json::to_string(&notifications).unwrap());
        let expected: Vec<_> =
            completions.iter().map(|done| expected(call, done, recording, etag)).collect();
        prop_assert_eq!(json, json!({
            "@odata.type": "#microsoft.graph.commsNotifications",
            "value": expected,
        }));
    }
}

fn expected(call: Uuid, done: &Done, recording: Recording<'_>, etag: Option<u64>) -> Value {
    let Context { id, client_context } = &done.context;
    let path = format!("/communications/calls/{:X}/operations/{:X}", call.simple(), id.simple());
    let mut operation = json!({
        "@odata.type": "#microsoft.graph.recordOperation",
        "@odata.id": path,
        "id": id.to_string(),
        "status": "completed",
        "resultInfo": {
            "@odata.type": "#microsoft.graph.resultInfo",
            "code": 200,
            "subcode": 8509,
            "message": "Action completed, max silence timeout reached.",
        },
        "recordingLocation": recording.location,
        "recordingAccessToken": recording.access_token,
        "completionReason": "maxSilenceTimeout",
    });
    if let Some(client_context) = client_context {
        operation["clientContext"] = json!(client_context);
    }
    if let Some(etag) = etag {
        operation["@odata.etag"] = json!(format!("W/\"{etag}\""));
    }
    json!({
        "@odata.type": "#microsoft.graph.commsNotification",
        "changeType": "deleted",
        "resourceUrl": path,
        "resourceData": operation,
    })
}

/// The resource of the only notification.
fn resource_data(json: &Value) -> Value {
    assert_eq!(json["value"].as_array().unwrap().len(), 1);
    json["value"][0]["resourceData"].clone()
}

const FILE: Recording<'static> =
    Recording { location: "https://files.example/17e3b46c", access_token: "<access-token>" };
