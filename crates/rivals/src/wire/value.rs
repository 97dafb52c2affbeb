//! Notifications as trees of values.

use std::io;

use media_queue::OperationKind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{CANCELED, Canceled, completion_reason, odata_type};

/// Writes the notifications with `json!`.
///
/// # Errors
///
/// Fails as `out` does.
pub fn notifications(out: &mut Vec<u8>, call: Uuid, canceled: &[Canceled<'_>]) -> io::Result<()> {
    let value: Vec<Value> = canceled.iter().map(|one| notification(call, *one)).collect();
    let body = json!({ "@odata.type": "#microsoft.graph.commsNotifications", "value": value });
    Ok(serde_json::to_writer(out, &body)?)
}

fn notification(call: Uuid, Canceled { kind, context }: Canceled<'_>) -> Value {
    let path =
        format!("/communications/calls/{:X}/operations/{:X}", call.simple(), context.guid.simple());
    let mut operation = json!({
        "@odata.type": odata_type(kind),
        "@odata.id": path,
        "id": context.guid.to_string(),
        "clientContext": context.client_context,
        "status": "failed",
        "resultInfo": {
            "@odata.type": "#microsoft.graph.resultInfo",
            "code": 400,
            "subcode": 8508,
            "message": CANCELED,
        },
        "completionReason": completion_reason(kind),
    });
    if kind == OperationKind::Record {
        operation["recordingLocation"] = json!("");
        operation["recordingAccessToken"] = json!("");
    }
    json!({
        "@odata.type": "#microsoft.graph.commsNotification",
        "changeType": "deleted",
        "resourceUrl": path,
        "resourceData": operation,
    })
}
