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

/// What a value should look like, and what is done with it whatever it looks like.
///
/// A shape keeps what it makes of a value where that belongs: handed back through the
/// JSON library, it would be copied at every step.
pub(super) trait Shape<'de>: Sized {
    /// The value is this; a list or an object that the shape has no use for
    /// arrives here too, read over.
    fn scalar(self, value: Scalar<'de>) -> Checked<()>;

    #[inline]
    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<Checked<()>, A::Error> {
        skip_list(list).map(|count| self.scalar(Scalar::List(count)))
    }

    #[inline]
    fn object<A: MapAccess<'de>>(self, object: A) -> Result<Checked<()>, A::Error> {
        skip_object(object).map(|()| self.scalar(Scalar::Object))
    }
}

/// Reads a value of a shape.
pub(super) struct Read<S>(pub(super) S);

impl<'de, S: Shape<'de>> DeserializeSeed<'de> for Read<S> {
    type Value = Checked<()>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Checked<()>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: Shape<'de>> Visitor<'de> for Read<S> {
    type Value = Checked<()>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    #[inline]
    fn visit_unit<E: de::Error>(self) -> Result<Checked<()>, E> {
        Ok(self.0.scalar(Scalar::Null))
    }

    #[inline]
    fn visit_bool<E: de::Error>(self, boolean: bool) -> Result<Checked<()>, E> {
        Ok(self.0.scalar(Scalar::Boolean(boolean)))
    }

    #[inline]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Checked<()>, E> {
        Ok(self.0.scalar(Scalar::Unsigned(number)))
    }

    #[inline]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Checked<()>, E> {
        let number = u64::try_from(number).map_or(Scalar::Negative(number), Scalar::Unsigned);
        Ok(self.0.scalar(number))
    }

    #[inline]
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Checked<()>, E> {
        Ok(self.0.scalar(Scalar::Fraction(number)))
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Checked<()>, E> {
        Ok(self.0.scalar(Scalar::Text(Cow::Borrowed(text))))
    }

    #[inline]
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Checked<()>, E> {
        Ok(self.0.scalar(Scalar::Text(Cow::Owned(text.into()))))
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Checked<()>, A::Error> {
        self.0.list(list)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Checked<()>, A::Error> {
        self.0.object(object)
    }
}

/// A plain value, and what is done with it.
pub(super) struct Plain<F>(pub(super) F);

impl<'de, F: FnOnce(Scalar<'de>) -> Checked<()>> Shape<'de> for Plain<F> {
    #[inline]
    fn scalar(self, value: Scalar<'de>) -> Checked<()> {
        self.0(value)
    }
}

/// An object with the members `M`, and what is done with it; null is `None`.
pub(super) struct Object<M, F> {
    members: PhantomData<M>,
    keep: F,
}

impl<M, F> Object<M, F> {
    pub(super) const fn new(keep: F) -> Self {
        Self { members: PhantomData, keep }
    }
}

impl<'de, M, F> Shape<'de> for Object<M, F>
where
    M: Members<'de>,
    F: FnOnce(Option<M::Object>) -> Checked<()>,
{
    #[inline]
    fn scalar(self, value: Scalar<'de>) -> Checked<()> {
        match value {
            Scalar::Null => (self.keep)(None),
            other => Err(Refusal::new(WHOLE, other, "an object")),
        }
    }

    #[inline]
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Checked<()>, A::Error> {
        let mut members = M::default();
        while let Some(name) = object.next_key()? {
            match members.member(name, Value(&mut object)) {
                Ok(()) => {}
                Err(Fault::Json(error)) => return Err(error),
                Err(Fault::Body(refusal)) => return skip_object(object).map(|()| Err(refusal)),
            }
        }
        Ok(members.finish().and_then(|object| (self.keep)(Some(object))))
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
        self.once(name, slot)?.read(Plain(|value| {
            slot.fill(check(value, name)?);
            Ok(())
        }))
    }

    /// Reads it as an object.
    #[inline]
    pub(super) fn object<M: Members<'de>>(
        self,
        name: Name,
        slot: &mut Slot<M::Object>,
    ) -> Result<(), Fault<A::Error>> {
        self.once(name, slot)?
            .read(Object::<M, _>::new(|object| {
                slot.fill(object);
                Ok(())
            }))
            .map_err(|fault| match fault {
                Fault::Body(refusal) => Fault::Body(refusal.within(format_args!("{name}"))),
                json @ Fault::Json(_) => json,
            })
    }

    /// Reads it as a list.
    #[inline]
    pub(super) fn list<'s, T, S: Shape<'de>>(
        self,
        name: Name,
        slot: &'s mut Slot<T>,
        list: impl FnOnce(&'s mut Slot<T>) -> S,
    ) -> Result<(), Fault<A::Error>> {
        self.once(name, slot)?.read(list(slot))
    }

    /// The value, if it is the first of its name.
    #[inline]
    fn once<T>(self, name: Name, slot: &Slot<T>) -> Result<Self, Fault<A::Error>> {
        match slot {
            Slot::Absent => Ok(self),
            Slot::Null | Slot::Value(_) => {
                self.skip()?;
                Err(Refusal::new(name.as_str(), Found::Repeated, "one value").into())
            }
        }
    }

    #[inline]
    fn read(self, shape: impl Shape<'de>) -> Result<(), Fault<A::Error>> {
        Ok(self.0.next_value_seed(Read(shape)).map_err(Fault::Json)??)
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
    /// Keeps a value; `None` is null.
    #[inline]
    pub(super) fn fill(&mut self, value: Option<T>) {
        *self = value.map_or(Self::Null, Self::Value);
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
