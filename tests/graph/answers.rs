//! The operations that answer requests, and where they are.

use media_queue::graph::{Answer, OperationType};
use serde_json::json;
use uuid::Uuid;

use crate::support::{CALL, CLIENT_CONTEXT, OPERATION, assert_renders};

fn answer(operation_type: OperationType) -> Answer<'static> {
    Answer::new(operation_type, OPERATION, Some(CLIENT_CONTEXT))
}

#[test]
fn a_play_is_running_and_has_no_result() {
    let golden = include_str!("../fixtures/graph/answers/play-prompt.json");
    assert_renders(&answer(OperationType::PlayPrompt), golden);
}

#[test]
fn a_record_is_running_and_its_result_and_recording_are_null() {
    let golden = include_str!("../fixtures/graph/answers/record-response.json");
    assert_renders(&answer(OperationType::RecordResponse), golden);
}

#[test]
fn a_subscription_is_completed() {
    let golden = include_str!("../fixtures/graph/answers/subscribe-to-tone.json");
    assert_renders(&answer(OperationType::SubscribeToTone), golden);
}

#[test]
fn a_cancel_is_completed() {
    let golden = include_str!("../fixtures/graph/answers/cancel-media-processing.json");
    assert_renders(&answer(OperationType::CancelMediaProcessing), golden);
}

#[test]
fn an_absent_client_context_is_left_out_and_an_empty_one_is_not() {
    let json = |client_context| {
        let answer = Answer::new(OperationType::PlayPrompt, OPERATION, client_context);
        serde_json::to_value(answer).unwrap()
    };
    assert_eq!(json(None).get("clientContext"), None);
    assert_eq!(json(Some(""))["clientContext"], json!(""));
}

#[test]
fn a_location_is_dashed_and_in_lower_case() {
    let answer = Answer::new(OperationType::RecordResponse, Uuid::from_u128(u128::MAX), None);
    assert_eq!(
        answer.location("https://graph.example/beta", CALL).to_string(),
        "https://graph.example/beta/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896\
         /operations/ffffffff-ffff-ffff-ffff-ffffffffffff",
    );
}
