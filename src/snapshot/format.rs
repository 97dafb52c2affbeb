//! The two fields whose data differs from what serde derives.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};

use super::OperationV1;

/// A list that stops at the largest limit there is, whatever length it claims.
pub(super) fn operations<'de, C, D>(deserializer: D) -> Result<Vec<OperationV1<C>>, D::Error>
where
    C: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Bounded<C>(PhantomData<C>);

    impl<'de, C: Deserialize<'de>> Visitor<'de> for Bounded<C> {
        type Value = Vec<OperationV1<C>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {MOST} operations")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let claimed = seq.size_hint().unwrap_or(0);
            let mut operations = Vec::with_capacity(claimed.min(RESERVED));
            while let Some(operation) = seq.next_element()? {
                if operations.len() == MOST {
                    return Err(A::Error::invalid_length(claimed.max(MOST + 1), &self));
                }
                operations.push(operation);
            }
            Ok(operations)
        }
    }

    deserializer.deserialize_seq(Bounded(PhantomData))
}

/// A subscription, told apart from none even if its value is written as nothing:
/// in JSON `Some(())` would be `null` too.
pub(super) mod subscription {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Subscription<S> {
        None,
        Some(S),
    }

    #[allow(clippy::ref_option, reason = "serde lends the field")]
    pub(in crate::snapshot) fn serialize<S: Serialize, W: Serializer>(
        subscription: &Option<S>,
        serializer: W,
    ) -> Result<W::Ok, W::Error> {
        match subscription {
            None => Subscription::None,
            Some(value) => Subscription::Some(value),
        }
        .serialize(serializer)
    }

    pub(in crate::snapshot) fn deserialize<'de, S: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<S>, D::Error> {
        Ok(match Subscription::deserialize(deserializer)? {
            Subscription::None => None,
            Subscription::Some(value) => Some(value),
        })
    }
}

/// No queue has a higher limit.
const MOST: usize = u16::MAX as usize;

/// How many operations are made room for on the word of the data.
const RESERVED: usize = 64;
