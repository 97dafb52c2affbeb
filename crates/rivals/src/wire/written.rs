//! Notifications as derived structs.

use std::io;

use media_queue::OperationKind;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::{CANCELED, Canceled, completion_reason, odata_type};

/// Writes the notifications as structs of `String`. It formats each path and id into a
/// string of its own, copies the client context, and collects the structs in a list first.
///
/// # Errors
///
/// Fails as `out` does.
pub fn owned(out: &mut Vec<u8>, call: Uuid, canceled: &[Canceled<'_>]) -> io::Result<()> {
    let value: Vec<_> = canceled
        .iter()
        .map(|&Canceled { kind, context }| {
            let call = call.simple();
            let operation = context.guid.simple();
            let path = format!("/communications/calls/{call:X}/operations/{operation:X}");
            let id = context.guid.to_string();
            Notification::new(kind, path.clone(), path, id, context.client_context.clone())
        })
        .collect();
    Ok(serde_json::to_writer(out, &Notifications::new(value))?)
}

/// Writes the notifications as structs of `&str`. It formats paths and ids into buffers on
/// the stack, and writes one struct after the other. So it allocates nothing.
///
/// # Errors
///
/// Fails as `out` does.
pub fn borrowed(out: &mut Vec<u8>, call: Uuid, canceled: &[Canceled<'_>]) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &Notifications::new(Each { call, canceled }))?)
}

struct Each<'a> {
    call: Uuid,
    canceled: &'a [Canceled<'a>],
}

impl Serialize for Each<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut path = [0; PATH];
        path[..CALLS.len()].copy_from_slice(CALLS);
        path[CALL..][..OPERATIONS.len()].copy_from_slice(OPERATIONS);
        self.call.simple().encode_upper(&mut path[CALLS.len()..CALL]);
        serializer.collect_seq(self.canceled.iter().map(|one| One { path, one }))
    }
}

struct One<'a> {
    path: [u8; PATH],
    one: &'a Canceled<'a>,
}

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let &Self { mut path, one: &Canceled { kind, context } } = self;
        context.guid.simple().encode_upper(&mut path[PATH - HEX..]);
        let path = core::str::from_utf8(&path).map_err(serde::ser::Error::custom)?;
        let mut id = [0; 36];
        let id = &*context.guid.hyphenated().encode_lower(&mut id);
        Notification::new(kind, path, path, id, &context.client_context).serialize(serializer)
    }
}

#[derive(Serialize)]
struct Notifications<V> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    value: V,
}

impl<V> Notifications<V> {
    const fn new(value: V) -> Self {
        Self { odata_type: "#microsoft.graph.commsNotifications", value }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notification<T> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    change_type: &'static str,
    resource_url: T,
    resource_data: Operation<T>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Operation<T> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    #[serde(rename = "@odata.id")]
    odata_id: T,
    id: T,
    client_context: T,
    status: &'static str,
    result_info: ResultInfo,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_location: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_access_token: Option<&'static str>,
    completion_reason: &'static str,
}

#[derive(Serialize)]
struct ResultInfo {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    code: u16,
    subcode: u16,
    message: &'static str,
}

impl<T> Notification<T> {
    const fn new(
        kind: OperationKind,
        resource_url: T,
        odata_id: T,
        id: T,
        client_context: T,
    ) -> Self {
        let recording = match kind {
            OperationKind::Play => None,
            OperationKind::Record => Some(""),
        };
        Self {
            odata_type: "#microsoft.graph.commsNotification",
            change_type: "deleted",
            resource_url,
            resource_data: Operation {
                odata_type: odata_type(kind),
                odata_id,
                id,
                client_context,
                status: "failed",
                result_info: ResultInfo {
                    odata_type: "#microsoft.graph.resultInfo",
                    code: 400,
                    subcode: 8508,
                    message: CANCELED,
                },
                recording_location: recording,
                recording_access_token: recording,
                completion_reason: completion_reason(kind),
            },
        }
    }
}

const CALLS: &[u8] = b"/communications/calls/";
const OPERATIONS: &[u8] = b"/operations/";
const HEX: usize = 32;
const CALL: usize = CALLS.len() + HEX;
const PATH: usize = CALL + OPERATIONS.len() + HEX;
