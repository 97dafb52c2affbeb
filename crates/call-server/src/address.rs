//! Which addresses the server may be sent to.
//!
//! Callbacks and prompts are named by whoever uses the API. Without a check that
//! would make the server a way into the network it stands in.

use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Certificate;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use thiserror::Error;
use url::{Host, Url};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use crate::cause::NameError;

/// The hosts that may be reached, and the private networks among them.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    /// Empty: any.
    allow: Arc<[String]>,
    private: Arc<[IpNet]>,
}

/// Why an address was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum AddressError {
    #[error("expected a URL: {0}")]
    Url(#[from] url::ParseError),
    #[error("expected http or https, not {scheme}")]
    Scheme { scheme: String },
    #[error("{host} is not on the allow-list")]
    Host { host: String },
    #[error("{address} is private and its network is not listed")]
    Private { address: IpAddr },
    #[error("it redirects too often")]
    Redirects,
}

impl Addresses {
    pub(crate) fn new(allow: &[String], private: &[IpNet]) -> Self {
        Self { allow: allow.into(), private: private.into() }
    }

    /// The address, if it may be reached as far as its text shows. What a name
    /// stands for is looked at when it is resolved.
    pub(crate) fn parse(&self, url: &str) -> Result<Url, AddressError> {
        let url = Url::parse(url)?;
        self.check(&url)?;
        Ok(url)
    }

    pub(crate) fn check(&self, url: &Url) -> Result<(), AddressError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressError::Scheme { scheme: url.scheme().to_owned() });
        }
        let Some(host) = url.host() else {
            return Err(url::ParseError::EmptyHost.into());
        };
        let name = host.to_string();
        if !self.allow.is_empty() && !self.allow.iter().any(|allowed| matches(allowed, &name)) {
            return Err(AddressError::Host { host: name });
        }
        match host {
            Host::Domain(_) => Ok(()),
            Host::Ipv4(address) => self.check_ip(address.into()),
            Host::Ipv6(address) => self.check_ip(address.into()),
        }
    }

    /// A client that reaches only these addresses, after every redirect and whatever a name
    /// resolves to. It trusts the certificate authorities of the system, and those of
    /// Mozilla if the system has none.
    pub(crate) fn client(
        &self,
        max_redirects: u8,
        timeout: Duration,
    ) -> Result<reqwest::Client, reqwest::Error> {
        let certificates_of_the_system = self.client_builder(max_redirects, timeout).build();
        certificates_of_the_system.or_else(|_| {
            // A system without any is usual in containers.
            let bundled = TLS_SERVER_ROOT_CERTS.iter().map(|it| Certificate::from_der(it));
            let bundled = bundled.collect::<Result<Vec<_>, _>>()?;
            self.client_builder(max_redirects, timeout).tls_certs_only(bundled).build()
        })
    }

    fn client_builder(&self, max_redirects: u8, timeout: Duration) -> reqwest::ClientBuilder {
        let addresses = self.clone();
        let follow = Policy::custom(move |attempt| {
            if attempt.previous().len() > usize::from(max_redirects) {
                return attempt.error(AddressError::Redirects);
            }
            match addresses.check(attempt.url()) {
                Ok(()) => attempt.follow(),
                Err(error) => attempt.error(error),
            }
        });
        // Without any the answer that redirects is the answer.
        let redirects = if max_redirects == 0 { Policy::none() } else { follow };
        reqwest::Client::builder()
            .no_proxy()
            .redirect(redirects)
            .timeout(timeout)
            .dns_resolver(Arc::new(self.clone()))
            .user_agent(concat!("call-server/", env!("CARGO_PKG_VERSION")))
    }

    fn check_ip(&self, address: IpAddr) -> Result<(), AddressError> {
        let address = address.to_canonical();
        if is_private(address) && !self.private.iter().any(|network| network.contains(&address)) {
            return Err(AddressError::Private { address });
        }
        Ok(())
    }
}

/// Checking a name and then resolving it again would let the second answer differ,
/// so what the client connects to is what was checked.
impl Resolve for Addresses {
    fn resolve(&self, name: Name) -> Resolving {
        let addresses = self.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(NameError)?;
            let mut refused = None;
            let mut reachable: Vec<SocketAddr> = Vec::new();
            for address in found {
                match addresses.check_ip(address.ip()) {
                    Ok(()) => reachable.push(address),
                    Err(error) => refused = Some(error),
                }
            }
            match refused {
                Some(error) if reachable.is_empty() => {
                    Err(Box::<dyn Error + Send + Sync>::from(error))
                }
                _ => Ok(Box::new(reachable.into_iter()) as Addrs),
            }
        })
    }
}

fn matches(allowed: &str, host: &str) -> bool {
    if allowed.starts_with('.') {
        let tail = host.len().saturating_sub(allowed.len());
        host.get(tail..).is_some_and(|end| tail > 0 && end.eq_ignore_ascii_case(allowed))
    } else {
        host.eq_ignore_ascii_case(allowed)
    }
}

/// Whether an address is not one of the public Internet's: the special-purpose
/// registries of RFC 6890 and what has been added to them.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || matches!(
            (a, b, c),
            (0 | 240.., ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _)
        )
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // NAT64: it stands for an IPv4 address.
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
            let [.., a, b, c, d] = address.octets();
            is_private_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Only 2000::/3 is global unicast; in it 6to4, Teredo and documentation.
        [first, second, ..] => {
            first & 0xe000 != 0x2000
                || first == 0x2002
                || (first == 0x2001 && (second == 0 || second == 0xdb8))
                || first == 0x3fff
        }
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test panics to fail")]
mod tests {
    use super::{AddressError, Addresses};

    fn open() -> Addresses {
        Addresses::new(&[], &[])
    }

    #[test]
    fn private_addresses_are_refused_however_they_are_written() {
        for url in [
            "http://127.0.0.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://10.1.2.3/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::a00:1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
        ] {
            let refused = open().parse(url);
            assert!(matches!(refused, Err(AddressError::Private { .. })), "{url}: {refused:?}");
        }
    }

    #[test]
    fn public_addresses_and_listed_networks_pass() {
        assert!(open().parse("https://192.0.2.200.example/").is_ok());
        assert!(open().parse("http://93.184.216.34/").is_ok());
        assert!(open().parse("http://[2606:2800:220:1::1]/").is_ok());
        let listed = Addresses::new(&[], &["10.0.0.0/8".parse().expect("a network")]);
        assert!(listed.parse("http://10.1.2.3/").is_ok());
        assert!(listed.parse("http://[::ffff:10.0.0.1]/").is_ok());
        assert!(listed.parse("http://192.168.0.1/").is_err());
    }

    #[test]
    fn an_allow_list_names_hosts_and_subdomains() {
        let listed = Addresses::new(&["bot.example".to_owned(), ".cdn.example".to_owned()], &[]);
        assert!(listed.parse("https://BOT.example/calls").is_ok());
        assert!(listed.parse("https://a.cdn.example/1.wav").is_ok());
        for url in ["https://cdn.example/", "https://xcdn.example/", "https://bot.example.org/"] {
            assert!(matches!(listed.parse(url), Err(AddressError::Host { .. })), "{url}");
        }
    }

    #[test]
    fn only_http_and_https_pass() {
        for url in ["file:///etc/passwd", "ftp://bot.example/", "bot", ""] {
            assert!(open().parse(url).is_err(), "{url}");
        }
    }

    #[tokio::test]
    async fn a_name_that_stands_for_a_private_address_is_refused() {
        let client = open().client(0, std::time::Duration::from_secs(1)).expect("a client");
        let refused = client.get("http://localhost:9/").send().await.expect_err("it is private");
        assert!(format!("{refused:?}").contains("Private"), "{refused:?}");
    }
}
