//! The operations that answer requests, and where they are.

use media_queue::graph::{Answer, OperationKind};
use serde_json::json;
use uuid::Uuid;

use super::{CALL, CLIENT_CONTEXT, OPERATION, assert_renders};

fn answer(kind: OperationKind) -> Answer<'static> {
    Answer { kind, id: OPERATION, client_context: Some(CLIENT_CONTEXT) }
}

#[test]
fn a_play_is_running_and_has_no_result() {
    let golden = include_str!("../../fixtures/graph/answers/play-prompt.json");
    assert_renders(&answer(OperationKind::PlayPrompt), golden);
}

#[test]
fn a_record_is_running_and_its_result_and_recording_are_null() {
    let golden = include_str!("../../fixtures/graph/answers/record-response.json");
    assert_renders(&answer(OperationKind::RecordResponse), golden);
}

#[test]
fn a_subscription_is_completed() {
    let golden = include_str!("../../fixtures/graph/answers/subscribe-to-tone.json");
    assert_renders(&answer(OperationKind::SubscribeToTone), golden);
}

#[test]
fn a_cancel_is_completed() {
    let golden = include_str!("../../fixtures/graph/answers/cancel-media-processing.json");
    assert_renders(&answer(OperationKind::CancelMediaProcessing), golden);
}

#[test]
fn an_absent_client_context_is_left_out_and_an_empty_one_is_not() {
    let answer = answer(OperationKind::PlayPrompt);
    let none = serde_json::to_value(Answer { client_context: None, ..answer }).unwrap();
    assert_eq!(none.get("clientContext"), None);
    let empty = serde_json::to_value(Answer { client_context: Some(""), ..answer }).unwrap();
    assert_eq!(empty["clientContext"], json!(""));
}

#[test]
fn a_location_is_dashed_and_in_lower_case() {
    let id = Uuid::from_u128(u128::MAX);
    let answer = Answer { id, ..answer(OperationKind::RecordResponse) };
    assert_eq!(
        answer.location("https://graph.example/beta", CALL).to_string(),
        "https://graph.example/beta/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896\
         /operations/ffffffff-ffff-ffff-ffff-ffffffffffff",
    );
}
