#![allow(clippy::unwrap_used)]

use super::*;

fn guard(root: &str, allows_private: bool) -> Result<Guard, Forbidden> {
    Guard::of(&Url::parse(root).unwrap(), allows_private)
}

fn found(addresses: &[&str]) -> impl Iterator<Item = SocketAddr> {
    addresses.iter().map(|address| SocketAddr::new(address.parse().unwrap(), 0)).collect::<Vec<_>>().into_iter()
}

#[test]
fn this_machine_is_refused_in_every_spelling_unless_allowed() {
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "１２７.0.0.1",
        "127。0。0。1",
        "someone@127.0.0.1",
        "%31%32%37.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "[64:ff9b::127.0.0.1]",
        "10.0.0.7",
        "192.168.1.1",
        "[fd00::1]",
    ] {
        let root = format!("https://{host}/v1");
        assert_eq!(guard(&root, false), Err(Forbidden::Private), "{root}");
        assert_eq!(guard(&root, true), Ok(Guard::PublicAndPrivate), "{root}");
        let root = format!("http://{host}/v1");
        assert_eq!(guard(&root, false), Err(Forbidden::PlainHttp), "{root}");
        assert_eq!(guard(&root, true), Ok(Guard::Private), "{root}");
    }
}

#[test]
fn metadata_and_link_local_are_refused_though_private_addresses_are_allowed() {
    for host in [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "[::ffff:169.254.169.254]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "100.100.100.200",
        "0.0.0.0",
        "0",
        "255.255.255.255",
        "[::]",
    ] {
        for (root, allows) in [("https", false), ("https", true), ("http", true)] {
            let root = format!("{root}://{host}/latest/meta-data");
            assert_eq!(guard(&root, allows), Err(Forbidden::Never), "{root}");
        }
    }
}

#[test]
fn requests_go_in_the_clear_only_to_private_addresses() {
    assert_eq!(guard("https://1.1.1.1/v1", false), Ok(Guard::Public));
    assert_eq!(guard("http://1.1.1.1/v1", true), Err(Forbidden::Clear));
    assert_eq!(guard("http://api.openai.com/v1", false), Err(Forbidden::PlainHttp));
    for scheme in ["ftp", "ws", "file"] {
        assert_eq!(guard(&format!("{scheme}://example.org/"), true), Err(Forbidden::Scheme));
    }
    // A name's addresses are checked when it is looked up.
    assert_eq!(guard("http://ollama.example.org/v1", true), Ok(Guard::Private));
    assert_eq!(Guard::Private.sift(found(&["1.1.1.1"])), Err(Forbidden::Clear));
}

#[test]
fn of_a_names_addresses_only_the_permitted_are_connected_to() {
    let all = ["10.0.0.7", "1.1.1.1", "169.254.169.254", "::1", "2606:4700:4700::1111"];
    let kept = |guard: Guard| guard.sift(found(&all)).unwrap().iter().map(|to| to.ip().to_string()).collect::<Vec<_>>();
    assert_eq!(kept(Guard::Public), ["1.1.1.1", "2606:4700:4700::1111"]);
    assert_eq!(kept(Guard::Private), ["10.0.0.7", "::1"]);
    assert_eq!(kept(Guard::PublicAndPrivate), ["10.0.0.7", "1.1.1.1", "::1", "2606:4700:4700::1111"]);
    assert_eq!(Guard::Public.sift(found(&["127.0.0.1"])), Err(Forbidden::Private));
    assert_eq!(Guard::PublicAndPrivate.sift(found(&["169.254.169.254"])), Err(Forbidden::Never));
    assert_eq!(Guard::Public.sift(found(&[])), Err(Forbidden::NoAddress));
}

#[tokio::test]
async fn a_name_that_means_this_machine_is_refused_when_it_is_looked_up() {
    let name = || "localhost".parse::<Name>().unwrap();
    let error = Guard::Public.resolve(name()).await.err().unwrap();
    assert_eq!(verdict(error.as_ref()), Some(Forbidden::Private));
    assert!(Guard::PublicAndPrivate.resolve(name()).await.unwrap().all(|to| to.ip().is_loopback()));
}
