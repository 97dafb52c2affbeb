//! What every callback body has around its contents.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Collection<V> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    value: V,
}

impl<V> Collection<V> {
    /// The body with this list of notifications.
    pub(super) const fn new(value: V) -> Self {
        Self { odata_type: "#microsoft.graph.commsNotifications", value }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification<'a, D> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    change_type: &'static str,
    resource_url: &'a str,
    resource_data: D,
}

impl<'a, D> Notification<'a, D> {
    pub(super) const fn new(
        change_type: &'static str,
        resource_url: &'a str,
        resource_data: D,
    ) -> Self {
        Self {
            odata_type: "#microsoft.graph.commsNotification",
            change_type,
            resource_url,
            resource_data,
        }
    }
}
