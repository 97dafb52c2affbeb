//! Keys: collect them, and make one press of many packets.
//!
//! A menu asks for a key, a PIN or an account number. A [`Collector`] gathers the keys of a
//! call by [rules](CollectRules) and says why a collection ended. A [`Press`] turns the
//! packets of RFC 4733 into key presses, each once. Both are values without a clock: the
//! host passes in what happened and when.
//!
//! # Rules
//!
//! | | rule |
//! |---|---|
//! | D1 | A key pressed while nothing is collected waits in a buffer for the next collection. A key that finds the buffer full is reported as lost. In a collector with room for no key, that is every such key. |
//! | D2 | A collection uses the keys that wait, in order and as if they were pressed when it begins, or throws all of them away. If they end it at once, the keys behind them go on waiting. |
//! | D3 | A collection ends in exactly one [`Collected`]: its keys, and why it ended. A key after the end waits for the next collection. No call ends two of them. |
//! | D4 | A collection that has the most keys ends with the last of them. A terminating key after that comes after the end. |
//! | D5 | A terminating key ends the collection, even as its first key. It is kept out of the keys, unless the rules keep it as the last one. It never counts towards the least number of keys. |
//! | D6 | A key that starts over empties the keys, and the time to the first key counts again, from that key. A key that gives up ends the collection with the keys so far. |
//! | D7 | While its prompt plays no time runs, unless the time to the first key counts from the beginning. Keys count all the same, so the key that interrupts the prompt is the first key. The first report that the prompt is over counts, and a report while nothing is collected does nothing. |
//! | D8 | The time to the first key counts from the end of the prompt, or from the beginning. The time between keys counts from each key, or from the end of the prompt if that is later. |
//! | D9 | A deadline passes at its instant, however late the look. What is dated at or after it comes too late, be it a key, a cancel, a new collection or the end of the call: the time has ended the collection before. A key that comes too late waits for the next collection. |
//! | D10 | A new collection, a cancel and the end of the call end a collection in progress, with the keys so far. |
//! | D11 | A press is reported once, when its first packet comes, however often its packets are repeated, late or out of order. |
//! | D12 | The order of the calls decides, and time does not run backwards: what is dated before the beginning or before the last key counts as if it came at that instant. |
//! | D13 | After a time in which nobody listened, the times to the first and to the next key count from its end. A deadline that passed meanwhile, and was not looked at, has not passed. |

mod collected;
mod collector;
mod press;
mod rules;

pub use self::collected::{CollectEnd, Collected, Keys};
pub use self::collector::{Begun, Collector, KeyAnswer, KeyFate, Prompt};
pub use self::press::{Packet, Press};
pub use self::rules::{CollectRules, FirstKey, RulesError, TypeAhead};
