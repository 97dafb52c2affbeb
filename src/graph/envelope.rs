//! What every callback body has around its contents.

use serde::Serialize;

/// The list of notifications.
#[derive(Serialize)]
pub(super) struct Collection<V> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    value: V,
}

impl<V> Collection<V> {
    pub(super) const fn new(value: V) -> Self {
        Self { odata_type: "#microsoft.graph.commsNotifications", value }
    }
}

/// One notification, about the resource at the path `P`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification<P, D> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    change_type: &'static str,
    resource_url: P,
    resource_data: D,
}

impl<P, D> Notification<P, D> {
    pub(super) const fn new(change_type: &'static str, resource_url: P, resource_data: D) -> Self {
        let odata_type = "#microsoft.graph.commsNotification";
        Self { odata_type, change_type, resource_url, resource_data }
    }
}
