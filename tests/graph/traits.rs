//! What every public type can do.

use core::error::Error;
use core::fmt::{Debug, Display};

use media_queue::Completion;
use media_queue::graph::{
    Answer, BodyError, CancelMediaProcessing, Extras, Location, MediaPrompt, Notifications,
    OperationResult, OperationType, Owned, PlayPrompt, Prompts, RecordResponse, Recording, Status,
    SubscribeToTone, ToneNotification,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::support::Context;

const fn ordinary<T: Send + Sync + Unpin + Debug + Clone>() {}

const fn error<T: Error + Send + Sync + 'static>() {}

const fn printed<T: Display>() {}

const fn read<'a, T: Deserialize<'a>>() {}

const fn owned<T: DeserializeOwned>() {}

#[test]
fn every_type_has_the_ordinary_traits() {
    const {
        ordinary::<PlayPrompt<'_>>();
        ordinary::<RecordResponse<'_>>();
        ordinary::<SubscribeToTone<'_>>();
        ordinary::<CancelMediaProcessing<'_>>();
        ordinary::<MediaPrompt<'_>>();
        ordinary::<Prompts<'_>>();
        ordinary::<Owned<PlayPrompt<'_>>>();
        ordinary::<BodyError>();
        ordinary::<Answer<'_>>();
        ordinary::<Location<'_>>();
        ordinary::<OperationType>();
        ordinary::<OperationResult>();
        ordinary::<Status>();
        ordinary::<Extras<'_>>();
        ordinary::<Recording<'_>>();
        ordinary::<ToneNotification>();
        ordinary::<Notifications<'_, Context, fn(&Completion<Context>) -> Extras<'_>>>();
        error::<BodyError>();
        printed::<Location<'_>>();
        printed::<Status>();
        read::<PlayPrompt<'_>>();
        read::<RecordResponse<'_>>();
        read::<SubscribeToTone<'_>>();
        read::<CancelMediaProcessing<'_>>();
        owned::<Owned<PlayPrompt<'static>>>();
        owned::<Owned<RecordResponse<'static>>>();
        owned::<Owned<SubscribeToTone<'static>>>();
        owned::<Owned<CancelMediaProcessing<'static>>>();
    }
}
