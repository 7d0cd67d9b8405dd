//! Published and recomputed values that the formulas must give.

use std::sync::LazyLock;

use serde_json::Value;

use crate::analysis::Known;

pub(super) fn vectors() -> &'static Value {
    static VECTORS: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("vectors.json")).expect("vectors.json parses"));
    &VECTORS
}

pub(super) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("not a number: {value}"))
}

pub(super) fn list(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

pub(super) fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().expect("a table").iter().map(list).collect()
}

/// To six decimals. A value that is not there panics: a misspelt key must not pass for one.
#[track_caller]
pub(super) fn close(found: Known, expected: &Value) {
    let expected = number(expected);
    let found = found.unwrap_or_else(|why| panic!("{why:?} for {expected}"));
    assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
}

#[track_caller]
pub(super) fn all_close(found: &[f64], expected: &Value) {
    let expected = expected.as_array().expect("a list");
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        close(Ok(*found), expected);
    }
}
