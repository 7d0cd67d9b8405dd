//! Where it is kept: in localStorage; what that refuses in `IndexedDB`; and what that refuses too in this page alone.
//!
//! A full disk, a browser that keeps nothing, or a policy may refuse either. What is in neither is told to who types.

use std::collections::BTreeSet;

use leptos::{prelude::window, task::spawn_local, web_sys};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::{Told, browser::Outbox};

const NAME: &str = "maatstaf.outbox";

/// What this tab has where, by name.
#[derive(Debug, Default)]
pub(super) struct Storage {
    /// In localStorage, perhaps as it was a while ago, and this tab's to clear.
    local: BTreeSet<String>,
    /// In `IndexedDB`, or on its way there.
    other: BTreeSet<String>,
    /// As it is now in neither, as far as is known.
    nowhere: BTreeSet<String>,
}

/// What is left to do where only waiting does it.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    put: Vec<(String, String)>,
    gone: Vec<String>,
}

impl Storage {
    /// Knows what was found in localStorage.
    pub(super) fn holding(local: BTreeSet<String>) -> Self {
        Self { local, ..Self::default() }
    }

    /// Knows what was found in `IndexedDB`.
    pub(super) fn found(&mut self, name: String) {
        self.other.insert(name);
    }

    pub(super) fn holds_all(&self) -> bool {
        self.nowhere.is_empty()
    }

    /// Writes each thing under a name of its own, so that two tabs cannot overwrite each other, and clears what this tab no
    /// longer keeps.
    pub(super) fn write(&mut self, all: Vec<(String, Option<String>)>) -> Elsewhere {
        let storage = window().local_storage().ok().flatten();
        let mut elsewhere = Elsewhere::default();
        let mut now = BTreeSet::new();
        for (name, json) in all {
            now.insert(name.clone());
            let Some(json) = json else { continue };
            if storage.as_ref().is_some_and(|storage| storage.set_item(&name, &json).is_ok()) {
                self.nowhere.remove(&name);
                self.local.insert(name);
            } else {
                self.nowhere.insert(name.clone());
                self.other.insert(name.clone());
                elsewhere.put.push((name, json));
            }
        }
        self.nowhere.retain(|name| now.contains(name));
        for gone in self.local.extract_if(.., |name| !now.contains(name)) {
            let _ = storage.as_ref().map(|storage| storage.remove_item(&gone));
        }
        elsewhere.gone = self.other.extract_if(.., |name| !now.contains(name)).collect();
        elsewhere
    }
}

impl Outbox {
    /// What localStorage refused goes to `IndexedDB`; until it is there, it is nowhere but here.
    pub(super) fn keep_elsewhere(&self, Elsewhere { put, gone }: Elsewhere) {
        if put.is_empty() && gone.is_empty() {
            return;
        }
        let outbox = self.clone();
        spawn_local(async move {
            let names: Vec<String> = put.iter().map(|(name, _)| name.clone()).collect();
            if store(put, gone).await.is_ok() {
                outbox.0.borrow_mut().storage.nowhere.retain(|name| !names.contains(name));
            }
            outbox.tell(Told::Stored);
        });
    }

    /// What an earlier page kept in `IndexedDB` shows again, and goes.
    pub(super) fn restore_elsewhere(&self) {
        let outbox = self.clone();
        spawn_local(async move {
            let Ok(found) = read().await else { return };
            outbox.take_found(found);
        });
    }
}

/// Writes and clears, and answers when it is done.
async fn store(put: Vec<(String, String)>, gone: Vec<String>) -> Result<(), JsValue> {
    let transaction = open().await?.transaction_with_str_and_mode(NAME, IdbTransactionMode::Readwrite)?;
    let all = transaction.object_store(NAME)?;
    for (name, json) in put {
        all.put_with_key(&json.into(), &name.into())?;
    }
    for name in gone {
        all.delete(&name.into())?;
    }
    finished(&transaction).await
}

async fn read() -> Result<Vec<(String, String)>, JsValue> {
    let transaction = open().await?.transaction_with_str(NAME)?;
    let all: IdbObjectStore = transaction.object_store(NAME)?;
    let (names, texts) = (all.get_all_keys()?, all.get_all()?);
    finished(&transaction).await?;
    let list = |request: &IdbRequest| request.result().map(|all| js_sys::Array::from(&all));
    let (names, texts) = (list(&names)?, list(&texts)?);
    Ok(names.iter().zip(texts.iter()).filter_map(|(name, text)| name.as_string().zip(text.as_string())).collect())
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let request: IdbOpenDbRequest = window().indexed_db()?.ok_or(JsValue::NULL)?.open_with_u32(NAME, 1)?;
    let opened = request.clone();
    let first = Closure::once_into_js(move || {
        if let Ok(database) = opened.result() {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(NAME);
        }
    });
    request.set_onupgradeneeded(Some(first.unchecked_ref()));
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    Ok(request.result()?.unchecked_into())
}

/// On disk, or not at all.
async fn finished(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop)
}
