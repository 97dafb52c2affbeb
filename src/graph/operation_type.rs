//! The types of operation on the wire.

/// The type of an operation on the wire, named after the request that asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the API has these four requests about media")]
pub enum OperationType {
    /// The operation of a [`PlayPrompt`](super::PlayPrompt).
    PlayPrompt,
    /// The operation of a [`RecordResponse`](super::RecordResponse).
    RecordResponse,
    /// The operation of a [`SubscribeToTone`](super::SubscribeToTone).
    SubscribeToTone,
    /// The operation of a [`CancelMediaProcessing`](super::CancelMediaProcessing).
    CancelMediaProcessing,
}

impl OperationType {
    /// Returns the `@odata.type` of the operation. Client libraries choose the class by it.
    #[must_use]
    pub const fn odata_type(self) -> &'static str {
        match self {
            Self::PlayPrompt => "#microsoft.graph.playPromptOperation",
            Self::RecordResponse => "#microsoft.graph.recordOperation",
            Self::SubscribeToTone => "#microsoft.graph.subscribeToToneOperation",
            Self::CancelMediaProcessing => "#microsoft.graph.cancelMediaProcessingOperation",
        }
    }
}
