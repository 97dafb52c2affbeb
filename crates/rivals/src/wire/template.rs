//! Notifications as text: it copies pieces of text, one after the other, and escapes nothing.

use media_queue::OperationKind;
use uuid::Uuid;

use super::Canceled;

/// Writes the notifications. The client contexts must need no escape.
pub fn notifications(out: &mut Vec<u8>, call: Uuid, canceled: &[Canceled<'_>]) {
    let mut upper = [0; 32];
    let call = call.simple().encode_upper(&mut upper).as_bytes();
    out.extend_from_slice(HEAD);
    for (n, &Canceled { kind, context }) in canceled.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        let (mut upper, mut lower) = ([0; 32], [0; 36]);
        let operation = context.guid.simple().encode_upper(&mut upper).as_bytes();
        let id = context.guid.hyphenated().encode_lower(&mut lower).as_bytes();
        let (odata_type, tail) = match kind {
            OperationKind::Play => (PLAY, PLAY_TAIL),
            OperationKind::Record => (RECORD, RECORD_TAIL),
        };
        let pieces = [
            BEFORE_CALL,
            call,
            BEFORE_OPERATION,
            operation,
            odata_type,
            call,
            BEFORE_OPERATION,
            operation,
            BEFORE_ID,
            id,
            BEFORE_CONTEXT,
            context.client_context.as_bytes(),
            tail,
        ];
        for piece in pieces {
            out.extend_from_slice(piece);
        }
    }
    out.extend_from_slice(b"]}");
}

const HEAD: &[u8] = br##"{"@odata.type":"#microsoft.graph.commsNotifications","value":["##;
const BEFORE_CALL: &[u8] = br##"{"@odata.type":"#microsoft.graph.commsNotification","changeType":"deleted","resourceUrl":"/communications/calls/"##;
const BEFORE_OPERATION: &[u8] = b"/operations/";
const PLAY: &[u8] = br##"","resourceData":{"@odata.type":"#microsoft.graph.playPromptOperation","@odata.id":"/communications/calls/"##;
const RECORD: &[u8] = br##"","resourceData":{"@odata.type":"#microsoft.graph.recordOperation","@odata.id":"/communications/calls/"##;
const BEFORE_ID: &[u8] = br#"","id":""#;
const BEFORE_CONTEXT: &[u8] = br#"","clientContext":""#;
const PLAY_TAIL: &[u8] = br##"","status":"failed","resultInfo":{"@odata.type":"#microsoft.graph.resultInfo","code":400,"subcode":8508,"message":"Action failed, the operation was cancelled."},"completionReason":"mediaOperationCanceled"}}"##;
const RECORD_TAIL: &[u8] = br##"","status":"failed","resultInfo":{"@odata.type":"#microsoft.graph.resultInfo","code":400,"subcode":8508,"message":"Action failed, the operation was cancelled."},"recordingLocation":"","recordingAccessToken":"","completionReason":"operationCanceled"}}"##;
