//! Whom a request came from.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address that stands for the visitor.
///
/// Each proxy writes the address of whoever asked it at the end of `X-Forwarded-For`, so behind that
/// many trusted hops the visitor is the one that stands that far from the right. Whatever stands
/// before it came from the client and can be invented. Where no address stands there, the request
/// took another way, and the header may be the client's own as a whole: then it is the peer's.
pub(super) fn address(peer: IpAddr, headers: &HeaderMap, trusted_hops: usize) -> IpAddr {
    trusted_hops
        .checked_sub(1)
        .and_then(|nearer| hops(headers).nth(nearer))
        .and_then(parse_hop)
        .unwrap_or(peer)
}

/// How many hops the request tells of, or its client invents; counted up to `most`.
pub(super) fn told_hops(headers: &HeaderMap, most: usize) -> usize {
    hops(headers).take(most).count()
}

/// The user agent as sent, or nothing.
pub(super) fn user_agent(headers: &HeaderMap) -> Vec<u8> {
    headers
        .get(header::USER_AGENT)
        .map_or_else(Vec::new, |value| value.as_bytes().to_vec())
}

/// From the nearest to the farthest. Several headers are one list in their order (RFC 9110, section
/// 5.3). Bytes, because a client may send what is no text, and the hops after it still count. An
/// empty one counts too: whoever leaves its own out must not have the next one taken for it.
fn hops(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    headers
        .get_all(FORWARDED_FOR)
        .iter()
        .rev()
        .flat_map(|value| value.as_bytes().rsplit(|&byte| byte == b','))
}

/// A hop is an address; some proxies add the port.
fn parse_hop(hop: &[u8]) -> Option<IpAddr> {
    let hop = str::from_utf8(hop).ok()?.trim();
    let bare = hop
        .strip_prefix('[')
        .and_then(|hop| hop.strip_suffix(']'))
        .unwrap_or(hop);
    bare.parse()
        .ok()
        .or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use axum::http::HeaderValue;

    use super::*;

    fn forwarded(values: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(value).unwrap());
        }
        headers
    }

    const PEER: &str = "127.0.0.1";

    #[track_caller]
    fn check(values: &[&str], trusted_hops: usize, expected: &str) {
        let values: Vec<&[u8]> = values.iter().map(|value| value.as_bytes()).collect();
        let found = address(PEER.parse().unwrap(), &forwarded(&values), trusted_hops);
        assert_eq!(found, expected.parse::<IpAddr>().unwrap(), "{values:?}");
    }

    #[test]
    fn the_visitor_stands_as_far_from_the_right_as_there_are_hops() {
        let table: [(&[&str], [&str; 4]); 7] = [
            (&[], [PEER, PEER, PEER, PEER]),
            (&["192.0.2.1"], [PEER, "192.0.2.1", PEER, PEER]),
            (
                &["192.0.2.1, 198.51.100.1"],
                [PEER, "198.51.100.1", "192.0.2.1", PEER],
            ),
            // The same, from a proxy that adds a header instead of a word.
            (
                &["192.0.2.1", "198.51.100.1"],
                [PEER, "198.51.100.1", "192.0.2.1", PEER],
            ),
            (
                &["192.0.2.1,198.51.100.1 , 198.51.100.2"],
                [PEER, "198.51.100.2", "198.51.100.1", "192.0.2.1"],
            ),
            // What the client wrote before them changes nothing.
            (
                &[
                    "203.0.113.9, 203.0.113.8",
                    "192.0.2.1",
                    "198.51.100.1, 198.51.100.2",
                ],
                [PEER, "198.51.100.2", "198.51.100.1", "192.0.2.1"],
            ),
            // A hop that did not tell whom it heard is still a hop.
            (
                &["203.0.113.9, 192.0.2.1, "],
                [PEER, PEER, "192.0.2.1", "203.0.113.9"],
            ),
        ];
        for (values, expected) in table {
            for (trusted_hops, expected) in expected.into_iter().enumerate() {
                check(values, trusted_hops, expected);
            }
        }
    }

    #[test]
    fn hops_are_addresses_with_or_without_a_port() {
        check(&["192.0.2.1:4711"], 1, "192.0.2.1");
        check(&["2001:db8::1"], 1, "2001:db8::1");
        check(&["[2001:db8::1]"], 1, "2001:db8::1");
        check(&["[2001:db8::1]:4711"], 1, "2001:db8::1");
        check(&["203.0.113.9, unknown"], 1, PEER);
        check(&["203.0.113.9, unknown, 198.51.100.1"], 2, PEER);
        check(&[""], 1, PEER);
    }

    #[test]
    fn what_is_no_text_hides_nothing_after_it() {
        let headers = forwarded(&[b"\xff\xfe, 192.0.2.1, 198.51.100.1"]);
        let found = |hops| address(PEER.parse().unwrap(), &headers, hops).to_string();
        assert_eq!(
            [found(1), found(2), found(3)],
            ["198.51.100.1", "192.0.2.1", PEER]
        );
    }

    #[test]
    fn hops_are_counted_no_further_than_asked() {
        let headers = forwarded(&[b"192.0.2.1, 192.0.2.2", b"192.0.2.3"]);
        let told = [0, 2, 3, 9].map(|most| told_hops(&headers, most));
        assert_eq!(told, [0, 2, 3, 3]);
        assert_eq!(told_hops(&HeaderMap::new(), 1), 0);
    }
}
