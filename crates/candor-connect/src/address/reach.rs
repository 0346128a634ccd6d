//! What an address is, by IANA's special-purpose registries (RFC 6890 and its successors) and the addresses at which clouds
//! publish their metadata.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What an address can be reached as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Anybody's server in the internet.
    Public,
    /// This machine or the owner's network; or a v4 address in a v6 one, which says nothing of where it ends up.
    Private,
    /// Nothing that is ever meant to be reached: link-local and metadata, multicast, reserved, unspecified, for documentation.
    Never,
}

/// Ranges of v4: the first address, how many bits are fixed, what it is. The first that fits decides.
const V4: &[([u8; 4], u32, Reach)] = &[
    // Clouds' metadata and hosts outside link-local: Alibaba, Oracle, Azure.
    ([100, 100, 100, 200], 32, Reach::Never),
    ([192, 0, 0, 192], 32, Reach::Never),
    ([168, 63, 129, 16], 32, Reach::Never),
    // "This network": 0.0.0.0 means this machine to Linux.
    ([0, 0, 0, 0], 8, Reach::Never),
    ([10, 0, 0, 0], 8, Reach::Private),
    // Shared address space of carriers (RFC 6598), and of private overlay networks.
    ([100, 64, 0, 0], 10, Reach::Private),
    ([127, 0, 0, 0], 8, Reach::Private),
    // Link-local, and 169.254.169.254, the metadata of most clouds.
    ([169, 254, 0, 0], 16, Reach::Never),
    ([172, 16, 0, 0], 12, Reach::Private),
    ([192, 0, 0, 0], 24, Reach::Never),
    ([192, 0, 2, 0], 24, Reach::Never),
    // Relays of 6to4 (RFC 7526).
    ([192, 88, 99, 0], 24, Reach::Never),
    ([192, 168, 0, 0], 16, Reach::Private),
    // For benchmarks (RFC 2544); private networks and tunnels use it as their own.
    ([198, 18, 0, 0], 15, Reach::Private),
    ([198, 51, 100, 0], 24, Reach::Never),
    ([203, 0, 113, 0], 24, Reach::Never),
    // Multicast, reserved and broadcast.
    ([224, 0, 0, 0], 3, Reach::Never),
];

/// Ranges of v6, likewise. What no line names and is not global unicast (2000::/3) is never reached.
const V6: &[([u16; 8], u32, Reach)] = &[
    // Clouds' metadata: Amazon, Google.
    ([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254], 128, Reach::Never),
    ([0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254], 128, Reach::Never),
    ([0, 0, 0, 0, 0, 0, 0, 0], 128, Reach::Never),
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, Reach::Private),
    // The IETF's own, with ORCHID and benchmarks (RFC 2928); Teredo within it is read as a v4 address before.
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, Reach::Never),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, Reach::Never),
    // Documentation (RFC 9637).
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, Reach::Never),
    ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3, Reach::Public),
    // Unique local addresses (RFC 4193).
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, Reach::Private),
];

impl Reach {
    /// What this address can be reached as.
    pub(super) fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => of_v4(address),
            // However public the v4 address inside may be, nobody but a network's own translator uses such a form.
            IpAddr::V6(address) => match v4_inside(address) {
                Some(inside) => of_v4(inside).max(Self::Private),
                None => of_v6(address),
            },
        }
    }
}

fn of_v4(address: Ipv4Addr) -> Reach {
    let shifted = |bits: u32, fixed: u32| bits.checked_shr(32_u32.saturating_sub(fixed)).unwrap_or(0);
    let fits = |first: [u8; 4], fixed| shifted(u32::from_be_bytes(first), fixed) == shifted(address.to_bits(), fixed);
    V4.iter().find(|(first, fixed, _)| fits(*first, *fixed)).map_or(Reach::Public, |(_, _, reach)| *reach)
}

fn of_v6(address: Ipv6Addr) -> Reach {
    let shifted =
        |address: Ipv6Addr, fixed: u32| address.to_bits().checked_shr(128_u32.saturating_sub(fixed)).unwrap_or(0);
    let fits = |first: [u16; 8], fixed| shifted(Ipv6Addr::from(first), fixed) == shifted(address, fixed);
    V6.iter().find(|(first, fixed, _)| fits(*first, *fixed)).map_or(Reach::Never, |(_, _, reach)| *reach)
}

/// The v4 address that a v6 one stands for.
fn v4_inside(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let joined = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        // Unspecified and loopback are of v6 itself.
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        // Mapped (::ffff:0:0/96), compatible (::/96), translated (::ffff:0:0:0/96, RFC 2765).
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0, 0, 0, 0, 0, 0, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        // NAT64: the well-known prefix (RFC 6052) and networks' own (RFC 8215).
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x64, 0xff9b, 1, _, _, _, high, low]
        // 6to4 (RFC 3056).
        | [0x2002, high, low, _, _, _, _, _] => Some(joined(high, low)),
        // Teredo (RFC 4380) has it inverted.
        [0x2001, 0, _, _, _, _, high, low] => Some(joined(!high, !low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn all_are(reach: Reach, addresses: &[&str]) {
        for address in addresses {
            assert_eq!(Reach::of(address.parse().unwrap()), reach, "{address}");
        }
    }

    #[test]
    fn servers_of_the_internet_are_public() {
        let edges = ["1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255"];
        all_are(Reach::Public, &edges);
        let edges = ["128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0"];
        all_are(Reach::Public, &edges);
        let edges = ["192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"];
        all_are(Reach::Public, &edges);
        all_are(Reach::Public, &["2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001::1", "2001:200::"]);
    }

    #[test]
    fn this_machine_and_the_owners_networks_are_private() {
        all_are(Reach::Private, &["127.0.0.1", "127.255.255.254", "10.0.0.0", "10.255.255.255", "::1"]);
        all_are(Reach::Private, &["172.16.0.0", "172.31.255.255", "192.168.0.1", "192.168.255.255"]);
        all_are(Reach::Private, &["100.64.0.0", "100.127.255.255", "198.18.0.1", "198.19.255.255"]);
        all_are(Reach::Private, &["fc00::1", "fd12:3456::1", "fdff:ffff::"]);
    }

    #[test]
    fn a_v4_address_in_a_v6_one_is_never_public() {
        let public = ["::ffff:1.1.1.1", "::1.1.1.1", "::ffff:0:1.1.1.1", "64:ff9b::1.1.1.1", "64:ff9b:1::1.1.1.1"];
        all_are(Reach::Private, &public);
        all_are(Reach::Private, &["2002:101:101::", "2001:0:1:2:3:4:fefe:fefe", "::ffff:127.0.0.1", "::ffff:10.0.0.1"]);
        let metadata = ["::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "2001::5601:5601"];
        all_are(Reach::Never, &metadata);
    }

    #[test]
    fn metadata_link_local_multicast_and_reserved_are_never_reached() {
        all_are(Reach::Never, &["169.254.169.254", "169.254.170.2", "169.254.0.0", "169.254.255.255"]);
        all_are(Reach::Never, &["100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254"]);
        all_are(Reach::Never, &["0.0.0.0", "0.1.2.3", "192.0.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1"]);
        all_are(Reach::Never, &["192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"]);
        all_are(Reach::Never, &["::", "fe80::1", "febf::1", "fec0::1", "ff02::1", "100::1", "2001:db8::1"]);
        all_are(Reach::Never, &["2001:2::1", "2001:10::1", "2001:20::1", "3fff::1", "5f00::1", "4000::1"]);
    }
}
