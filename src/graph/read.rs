//! Reads any JSON value without failing on its type: a fault in a body is a value,
//! and only broken JSON is an error of the reading.

use alloc::borrow::Cow;
use core::fmt;
use core::marker::PhantomData;

use serde::Deserializer;
use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::error::{Found, Refusal, WHOLE};
use super::name::Name;
use super::scalar::Scalar;

/// What a value came to, or why the body is refused.
pub(super) type Checked<T> = Result<T, Refusal>;

/// What a value should look like, and what to make of it whatever it looks like.
pub(super) trait Shape<'de>: Sized {
    type Out;

    /// The value is this; a list or an object that the shape has no use for
    /// arrives here too, read over.
    fn scalar(self, value: Scalar<'de>) -> Self::Out;

    #[inline]
    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Out, A::Error> {
        skip_list(list).map(|count| self.scalar(Scalar::List(count)))
    }

    #[inline]
    fn object<A: MapAccess<'de>>(self, object: A) -> Result<Self::Out, A::Error> {
        skip_object(object).map(|()| self.scalar(Scalar::Object))
    }
}

/// Reads a value of a shape.
pub(super) struct Read<S>(pub(super) S);

impl<'de, S: Shape<'de>> DeserializeSeed<'de> for Read<S> {
    type Value = S::Out;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Out, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: Shape<'de>> Visitor<'de> for Read<S> {
    type Value = S::Out;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    #[inline]
    fn visit_unit<E: de::Error>(self) -> Result<S::Out, E> {
        Ok(self.0.scalar(Scalar::Null))
    }

    #[inline]
    fn visit_bool<E: de::Error>(self, boolean: bool) -> Result<S::Out, E> {
        Ok(self.0.scalar(Scalar::Boolean(boolean)))
    }

    #[inline]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<S::Out, E> {
        Ok(self.0.scalar(Scalar::Unsigned(number)))
    }

    #[inline]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<S::Out, E> {
        let number = u64::try_from(number).map_or(Scalar::Negative(number), Scalar::Unsigned);
        Ok(self.0.scalar(number))
    }

    #[inline]
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<S::Out, E> {
        Ok(self.0.scalar(Scalar::Fraction(number)))
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<S::Out, E> {
        Ok(self.0.scalar(Scalar::Text(Cow::Borrowed(text))))
    }

    #[inline]
    fn visit_str<E: de::Error>(self, text: &str) -> Result<S::Out, E> {
        Ok(self.0.scalar(Scalar::Text(Cow::Owned(text.into()))))
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<S::Out, A::Error> {
        self.0.list(list)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<S::Out, A::Error> {
        self.0.object(object)
    }
}

/// Whatever this makes of a plain value.
pub(super) struct Plain<F>(pub(super) F);

impl<'de, T, F: FnOnce(Scalar<'de>) -> T> Shape<'de> for Plain<F> {
    type Out = T;

    #[inline]
    fn scalar(self, value: Scalar<'de>) -> T {
        self.0(value)
    }
}

/// An object with these members; null is `None`.
pub(super) struct Object<M>(PhantomData<M>);

impl<M> Object<M> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, M: Members<'de>> Shape<'de> for Object<M> {
    type Out = Checked<Option<M::Object>>;

    #[inline]
    fn scalar(self, value: Scalar<'de>) -> Self::Out {
        match value {
            Scalar::Null => Ok(None),
            other => Err(Refusal::new(WHOLE, other, "an object")),
        }
    }

    #[inline]
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Out, A::Error> {
        let mut members = M::default();
        while let Some(name) = object.next_key()? {
            match members.member(name, Value(&mut object)) {
                Ok(()) => {}
                Err(Fault::Json(error)) => return Err(error),
                Err(Fault::Body(refusal)) => return skip_object(object).map(|()| Err(refusal)),
            }
        }
        Ok(members.finish().map(Some))
    }
}

/// The members of an object, gathered one by one.
pub(super) trait Members<'de>: Default {
    type Object;

    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>>;

    fn finish(self) -> Checked<Self::Object>;
}

/// The value of a member, not yet read.
pub(super) struct Value<'a, A>(&'a mut A);

impl<'de, A: MapAccess<'de>> Value<'_, A> {
    /// Reads it as a plain value, which `check` makes what it should be.
    #[inline]
    pub(super) fn plain<T, F>(
        self,
        name: Name,
        slot: &mut Slot<T>,
        check: F,
    ) -> Result<(), Fault<A::Error>>
    where
        F: FnOnce(Scalar<'de>, Name) -> Checked<Option<T>>,
    {
        self.list(name, slot, Plain(|value| check(value, name)))
    }

    /// Reads it as a list.
    #[inline]
    pub(super) fn list<T, S>(
        self,
        name: Name,
        slot: &mut Slot<T>,
        list: S,
    ) -> Result<(), Fault<A::Error>>
    where
        S: Shape<'de, Out = Checked<Option<T>>>,
    {
        let value = self.0.next_value_seed(Read(list)).map_err(Fault::Json)??;
        Ok(slot.fill(name, value)?)
    }

    /// Reads it as an object.
    #[inline]
    pub(super) fn object<M: Members<'de>>(
        self,
        name: Name,
        slot: &mut Slot<M::Object>,
    ) -> Result<(), Fault<A::Error>> {
        let object = self.0.next_value_seed(Read(Object::<M>::new())).map_err(Fault::Json)?;
        let object = object.map_err(|refusal| refusal.within(format_args!("{name}")))?;
        Ok(slot.fill(name, object)?)
    }

    /// Reads over it.
    #[inline]
    pub(super) fn skip(self) -> Result<(), Fault<A::Error>> {
        self.0.next_value::<IgnoredAny>().map(|_| ()).map_err(Fault::Json)
    }
}

/// Why a member could not be taken.
pub(super) enum Fault<E> {
    /// The JSON is broken: nothing more can be read.
    Json(E),
    /// The body is refused: the rest is read over.
    Body(Refusal),
}

impl<E> From<Refusal> for Fault<E> {
    #[inline]
    fn from(refusal: Refusal) -> Self {
        Self::Body(refusal)
    }
}

/// Room for the value of a member, which an object may have once.
#[derive(Default)]
pub(super) enum Slot<T> {
    #[default]
    Absent,
    Null,
    Value(T),
}

impl<T> Slot<T> {
    /// Keeps the value of `name`; `None` is null.
    #[inline]
    pub(super) fn fill(&mut self, name: Name, value: Option<T>) -> Checked<()> {
        match self {
            Self::Absent => {
                *self = value.map_or(Self::Null, Self::Value);
                Ok(())
            }
            Self::Null | Self::Value(_) => {
                Err(Refusal::new(name.as_str(), Found::Repeated, "one value"))
            }
        }
    }

    /// The value; null is absent.
    #[inline]
    pub(super) fn take(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

/// Reads what is left of a list and counts it.
pub(super) fn skip_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<usize, A::Error> {
    let mut count = 0_usize;
    while list.next_element::<IgnoredAny>()?.is_some() {
        count = count.saturating_add(1);
    }
    Ok(count)
}

/// Reads what is left of an object.
fn skip_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<(), A::Error> {
    while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}
