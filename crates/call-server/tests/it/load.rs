//! Many calls at once lose nothing. The same at any size, with figures:
//! `cargo run --release -p call-server --example load`.

use crate::crowd::{NOTIFICATIONS, crowd};

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_calls_at_once_lose_nothing_and_keep_the_order() {
    let figures = crowd(100).await;
    assert_eq!(figures.lost, Vec::<String>::new());
    assert_eq!(figures.notifications, 100 * NOTIFICATIONS, "{figures}");
}
