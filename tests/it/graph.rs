//! The wire, from a request body to the notification of what became of it.

use core::num::NonZeroU16;

use media_queue::MediaQueue;
use media_queue::graph::{Body, Extras, Notifications, OperationContext, RecordResponse};
use serde_json::Value;
use uuid::{Uuid, uuid};

pub(crate) const CALL: Uuid = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");

pub(crate) const OPERATION: Uuid = uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5");

/// What a host keeps of an operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Context {
    pub(crate) id: Uuid,
    pub(crate) client_context: Option<String>,
}

impl OperationContext for Context {
    fn id(&self) -> Uuid {
        self.id
    }

    fn client_context(&self) -> Option<&str> {
        self.client_context.as_deref()
    }
}

/// The published example: a record in progress, cancelled.
#[test]
fn the_published_notification_of_a_cancelled_record() {
    let golden = include_str!("../fixtures/graph/canceled-record.json");
    let body = include_str!("../fixtures/graph/record-response.json");
    let request = serde_json::from_str::<Body<RecordResponse<'_>>>(body).unwrap().check().unwrap();
    let client_context = request.client_context.clone().map(Into::into);
    let mut queue = MediaQueue::<Context>::new(NonZeroU16::MIN);
    queue.record(request.record(Context { id: OPERATION, client_context })).unwrap();

    let completions: Vec<_> = queue.cancel_all().collect();
    let notifications = Notifications::new(CALL, &completions)
        .with(|_| Extras { recording: None, etag: Some(54451) });

    let json = serde_json::to_string(&notifications).unwrap();
    let read: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read, serde_json::from_str::<Value>(golden).unwrap());
    // The published example has no string with a blank outside its message.
    let message = "Action failed, the operation was cancelled.";
    let bare: String = golden.replace(message, "").split_whitespace().collect();
    assert_eq!(json.replace(message, ""), bare);
}
