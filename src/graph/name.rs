//! The members of the request bodies.

use core::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

macro_rules! names {
    ($($name:ident = $text:literal,)*) => {
        /// A member of an object in a request body.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Name {
            $($name,)*
            /// Any other.
            Unknown,
        }

        impl Name {
            pub(super) const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                    Self::Unknown => "",
                }
            }
        }

        impl From<&str> for Name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$name,)*
                    _ => Self::Unknown,
                }
            }
        }
    };
}

names! {
    OdataType = "@odata.type",
    Uri = "uri",
    ResourceId = "resourceId",
    MediaInfo = "mediaInfo",
    ClientContext = "clientContext",
    Prompts = "prompts",
    Loop = "loop",
    BargeInAllowed = "bargeInAllowed",
    PlayBeep = "playBeep",
    StopTones = "stopTones",
    MaxRecordDuration = "maxRecordDurationInSeconds",
    MaxSilence = "maxSilenceTimeoutInSeconds",
    InitialSilence = "initialSilenceTimeoutInSeconds",
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Name {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a member")
            }

            #[inline]
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Name, E> {
                Ok(text.into())
            }
        }

        deserializer.deserialize_identifier(Text)
    }
}
