//! A database in which a script is published, made once for each script: learning one takes seconds of code that is not
//! optimised, and nearly every test begins with the same two. Each stage has a copy of its own; nothing is shared.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::Path,
    sync::{Arc, Mutex, atomic::AtomicI64},
    time::Instant,
};

use candor_core::ids::BusinessId;
use candor_desk::{Desk, Settings, ids::SystemIds};
use candor_store::Store;
use tokio::sync::OnceCell;

use super::{StageClock, address, keys, publish};

/// What a folder holds after its script was published and the store closed.
struct Prepared {
    script_name: String,
    files: Vec<(OsString, Vec<u8>)>,
}

/// By the text of the script; whoever comes first publishes, the others wait.
static PREPARED: Mutex<BTreeMap<String, Arc<OnceCell<Prepared>>>> = Mutex::new(BTreeMap::new());

/// Puts a database with this script into an empty folder and says the script's name.
pub async fn prepare(folder: &Path, business: &BusinessId, text: &str) -> String {
    let once = Arc::clone(PREPARED.lock().unwrap().entry(text.to_owned()).or_default());
    let prepared = once.get_or_init(|| published(business, text)).await;
    for (name, bytes) in &prepared.files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    prepared.script_name.clone()
}

async fn published(business: &BusinessId, text: &str) -> Prepared {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&address(folder.path()), &keys()).await.unwrap();
    // Published at noon, when every stage begins.
    let clock = Arc::new(StageClock { begun: Instant::now(), ahead: AtomicI64::new(0) });
    let desk = Desk::new(store.clone(), BTreeMap::new(), clock, Arc::new(SystemIds), Settings::default());
    let script_name = publish(&desk, business, text).await.script.name;
    store.close().await;
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name(), std::fs::read(entry.path()).unwrap())
    };
    Prepared { script_name, files: std::fs::read_dir(folder.path()).unwrap().map(read).collect() }
}
