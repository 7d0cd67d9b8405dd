//! Which crate may know which: the map of ARCHITECTURE.md, held against what the Cargo.toml files say.

use anyhow::Result;
use serde_json::Value;

use super::{Fault, source::Source};
use crate::shell;

/// Every crate, and what it may name of ours.
const ARROWS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("text", &["domain"]),
    ("store", &["domain", "text"]),
    ("report", &["domain", "text"]),
    ("app", &["domain", "text", "store"]),
    ("client", &["app"]),
    ("server", &["app", "domain", "text", "store", "report"]),
    ("tests", &["domain", "store", "server", "report", "text"]),
    ("xtask", &[]),
];

/// Libraries that one crate keeps to itself.
const OWNED: [(&str, &str); 3] = [("sqlx", "store"), ("printpdf", "report"), ("lopdf", "report")];

/// What the model may be made of: nothing here does I/O, looks at a clock or rolls dice.
const PURE: [&str; 10] = ["serde", "serde_json", "uuid", "sha2", "hmac", "unicode-normalization", "jiff", "statrs", "regex", "thiserror"];
const PURE_TESTS: [&str; 2] = ["insta", "proptest"];

pub(super) fn metadata() -> Result<Value> {
    Ok(serde_json::from_str(&shell::output(&mut shell::cargo(["metadata", "--format-version", "1", "--no-deps"]))?)?)
}

pub(super) fn check(metadata: &Value) -> Vec<Fault> {
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    let mut faults = Vec::new();
    for package in list(&metadata["packages"]) {
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        let text = std::fs::read_to_string(manifest).unwrap_or_default();
        let path = manifest.strip_prefix(root).unwrap_or(manifest).trim_start_matches(['/', '\\']).replace('\\', "/");
        let source = Source::new(&path, &text);
        for (dependency, why) in wrong(package) {
            faults.push(Fault::new("arrows", &source, line_of(&text, &dependency), why));
        }
    }
    faults
}

/// The dependencies of a package that should not be there, and why.
fn wrong(package: &Value) -> Vec<(String, String)> {
    let name = package["name"].as_str().unwrap_or_default();
    let Some((_, allowed)) = ARROWS.iter().find(|it| it.0 == name) else {
        return vec![(name.to_owned(), format!("crate `{name}` is not on the map: give it its arrows here and in ARCHITECTURE.md"))];
    };
    let mut wrong = Vec::new();
    for dependency in list(&package["dependencies"]) {
        let on = dependency["name"].as_str().unwrap_or_default();
        let mut fault = |why: String| wrong.push((on.to_owned(), why));
        if ARROWS.iter().any(|it| it.0 == on) && !allowed.contains(&on) {
            fault(format!("`{name}` must not know `{on}`"));
        }
        if let Some((_, owner)) = OWNED.iter().find(|it| it.0 == on && it.1 != name) {
            fault(format!("only `{owner}` depends on `{on}`, also for tests"));
        }
        let tests_only = dependency["kind"] == "dev" && PURE_TESTS.contains(&on);
        if name == "domain" && !PURE.contains(&on) && !tests_only {
            fault(format!("`domain` is pure and small: `{on}` is not among the crates it may use"));
        }
        if name == "app" && on == "store" && !only_under_ssr(package, dependency) {
            fault("`store` is in `app` only under its feature `ssr`: the browser has no database".to_owned());
        }
    }
    wrong
}

fn only_under_ssr(package: &Value, store: &Value) -> bool {
    let Some(features) = package["features"].as_object() else { return false };
    let names_it =
        |wants: &Value| list(wants).filter_map(Value::as_str).any(|it| it == "store" || it == "dep:store" || it.starts_with("store/"));
    store["optional"] == true && features.iter().all(|(feature, wants)| feature == "ssr" || !names_it(wants))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn line_of(manifest: &str, dependency: &str) -> usize {
    manifest.lines().position(|line| line.starts_with(dependency)).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(name: &str, dependencies: Value, features: Value) -> usize {
        wrong(&json!({ "name": name, "dependencies": dependencies, "features": features })).len()
    }

    #[test]
    fn arrows_point_one_way() {
        assert_eq!(faults("text", json!([{ "name": "domain" }]), json!({})), 0);
        assert_eq!(faults("domain", json!([{ "name": "text" }]), json!({})), 2);
        assert_eq!(faults("report", json!([{ "name": "store", "kind": "dev" }]), json!({})), 1);
        assert_eq!(faults("stranger", json!([]), json!({})), 1);
    }

    #[test]
    fn a_library_with_an_owner_stays_there() {
        assert_eq!(faults("store", json!([{ "name": "sqlx" }]), json!({})), 0);
        assert_eq!(faults("tests", json!([{ "name": "sqlx", "kind": "dev" }]), json!({})), 1);
    }

    #[test]
    fn domain_stays_pure() {
        assert_eq!(faults("domain", json!([{ "name": "serde" }, { "name": "proptest", "kind": "dev" }]), json!({})), 0);
        assert_eq!(faults("domain", json!([{ "name": "proptest" }, { "name": "tokio" }]), json!({})), 2);
    }

    #[test]
    fn app_has_a_database_on_the_server_only() {
        let optional = json!([{ "name": "store", "optional": true }]);
        assert_eq!(faults("app", optional.clone(), json!({ "ssr": ["dep:store"], "hydrate": [] })), 0);
        assert_eq!(faults("app", optional, json!({ "hydrate": ["dep:store"] })), 1);
        assert_eq!(faults("app", json!([{ "name": "store", "optional": false }]), json!({})), 1);
    }
}
