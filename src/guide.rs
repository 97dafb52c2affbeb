//! Guides: longer explanations, a page each.

#[cfg(feature = "serde")]
#[doc = include_str!("../docs/a-call-that-survives-its-server.md")]
pub mod a_call_that_survives_its_server {}

#[doc = include_str!("../docs/linking-a-media-engine.md")]
pub mod linking_a_media_engine {}

#[doc = include_str!("../docs/menus.md")]
pub mod menus {}

#[doc = include_str!("../docs/recipes.md")]
pub mod recipes {}
