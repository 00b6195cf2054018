//! From an address and a user agent to a hash that nobody can turn back.
//!
//! The key is a random salt that lives for one local day. Once it is deleted, not even the owner of
//! the database can test whether a given address was here: without the salt the hashes say nothing,
//! and the hashes are deleted with it.

use std::net::IpAddr;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::names::SiteName;

/// The secret of one day. It has no `Debug`, so that it cannot reach a log.
pub(crate) struct Salt([u8; Salt::LENGTH]);

/// A keyed hash, cut to 128 bits: enough that two visitors of one day never meet by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct KeyedHash([u8; KeyedHash::LENGTH]);

/// Who sent a request, as hashes of one site and one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Person {
    /// Over address and user agent: what counts as one visitor.
    pub(crate) visitor: KeyedHash,
    /// Over the address alone. A client can invent user agents, so only this one can bound how many
    /// tabs a single address brings.
    pub(crate) address: KeyedHash,
}

impl Salt {
    pub(crate) const LENGTH: usize = 32;

    /// Draws a salt from the operating system.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; Self::LENGTH];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    pub(crate) fn from_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Hashes a sender under this salt. The site is part of it, so that rows of two sites in one
    /// database cannot be joined into one person.
    pub(crate) fn person(&self, site: &SiteName, address: IpAddr, user_agent: &[u8]) -> Person {
        let network = network_bytes(address);
        Person {
            visitor: self.hash(&[b"visitor", site.as_str().as_bytes(), &network, user_agent]),
            address: self.hash(&[b"address", site.as_str().as_bytes(), &network]),
        }
    }

    fn hash(&self, fields: &[&[u8]]) -> KeyedHash {
        // HMAC pads a short key with zeros to one block (RFC 2104, section 2). Giving the padded key
        // has the same meaning and, unlike a slice, cannot be of a wrong length.
        let mut key = [0; 64];
        key[..Self::LENGTH].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&key.into());
        for field in fields {
            // The length goes first, or ("ab", "c") and ("a", "bc") would be one visitor.
            mac.update(&(field.len() as u64).to_le_bytes());
            mac.update(field);
        }
        let full = mac.finalize().into_bytes();
        let mut bytes = [0; KeyedHash::LENGTH];
        bytes.copy_from_slice(&full[..KeyedHash::LENGTH]);
        KeyedHash(bytes)
    }
}

impl KeyedHash {
    pub(crate) const LENGTH: usize = 16;

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The part of an address that names a subscriber. An IPv6 subscriber has a whole /64 and changes
/// the lower half at will (RFC 8981), so only the upper half counts.
fn network_bytes(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets()[..8].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn visitors_are_told_apart_by_site_address_and_user_agent() {
        let salt = Salt::from_bytes([7; 32]);
        #[track_caller]
        fn check(salt: &Salt, other: (&str, &str, &[u8]), same: bool) {
            let person = |(site, address, agent): (&str, &str, &[u8])| {
                salt.person(&site.parse().unwrap(), address.parse().unwrap(), agent)
                    .visitor
            };
            let base = person(("a", "192.0.2.1", b"x"));
            assert_eq!(base == person(other), same, "{other:?}");
        }
        check(&salt, ("a", "192.0.2.1", b"x"), true);
        check(&salt, ("a", "::ffff:192.0.2.1", b"x"), true);
        check(&salt, ("b", "192.0.2.1", b"x"), false);
        check(&salt, ("a", "192.0.2.2", b"x"), false);
        check(&salt, ("a", "192.0.2.1", b"y"), false);
        check(&salt, ("a", "192.0.2.1", b""), false);
    }

    #[test]
    fn an_ipv6_subscriber_is_one_visitor() {
        let salt = Salt::from_bytes([7; 32]);
        let site = "a".parse().unwrap();
        let visitor = |text: &str| salt.person(&site, text.parse().unwrap(), b"x").visitor;
        assert_eq!(visitor("2001:db8:1:2::1"), visitor("2001:db8:1:2:ffff::9"));
        assert_ne!(visitor("2001:db8:1:2::1"), visitor("2001:db8:1:3::1"));
    }

    #[test]
    fn another_salt_gives_another_hash() {
        let site: SiteName = "a".parse().unwrap();
        let address = "192.0.2.1".parse().unwrap();
        let [one, two] = [Salt::random().unwrap(), Salt::random().unwrap()];
        assert_ne!(
            one.person(&site, address, b"x").visitor,
            two.person(&site, address, b"x").visitor
        );
    }

    #[test]
    fn the_address_hash_does_not_know_the_user_agent() {
        let salt = Salt::from_bytes([7; 32]);
        let site: SiteName = "a".parse().unwrap();
        let address = "192.0.2.1".parse().unwrap();
        let [one, two] = [b"x", b"y"].map(|agent| salt.person(&site, address, agent));
        assert_eq!(one.address, two.address);
        assert_ne!(one.address, one.visitor);
    }
}
