//! The analysis as JSON, for scripts. What is undefined is null, and said why under `undefined`.

use domain::analysis::{Analysis, Estimate, Known, Panel, Undefined};
use serde_json::{Map, Value, json};

/// Notes what has no number.
#[derive(Default)]
struct Gaps(Vec<Value>);

impl Gaps {
    fn known<T>(&mut self, what: impl Into<String>, value: Known<T>) -> Option<T> {
        value.inspect_err(|why| self.0.push(json!({ "what": what.into(), "why": why }))).ok()
    }
}

pub(super) fn json(panel: &Panel, analysis: &Analysis) -> Value {
    let mut gaps = Gaps::default();
    let name = |index: &usize| panel.candidates.get(*index).cloned().unwrap_or_default();
    let candidates: Vec<Value> = (0..).zip(&panel.candidates).map(|(index, name)| candidate(panel, analysis, index, name)).collect();
    if let Err(why) = analysis.bands {
        gaps.known::<()>("bands", Err(why));
    }
    let errors = gaps.known("errors", analysis.errors);
    let reliability = reliability(panel, analysis, &mut gaps);
    let raters: Vec<Value> = panel
        .raters
        .iter()
        .zip(&analysis.raters)
        .map(|(name, rater)| {
            let mut of = |what: &str, value| gaps.known(format!("raters.{name}.{what}"), value);
            json!({ "name": name, "mean": of("mean", rater.mean), "severity": of("severity", rater.severity), "halo": of("halo", rater.halo) })
        })
        .collect();
    let sensitivity = &analysis.sensitivity;
    let left: Vec<Value> = sensitivity
        .leave_one_out
        .iter()
        .map(|it| json!({ "without": panel.raters.get(it.without), "order": it.order.iter().map(name).collect::<Vec<_>>() }))
        .collect();
    let flips: Vec<Value> = sensitivity
        .flips
        .iter()
        .map(|it| {
            let competency = panel.competencies.get(it.competency);
            json!({ "ahead": name(&it.ahead), "behind": name(&it.behind), "competency": competency, "weight": it.weight, "side": it.side })
        })
        .collect();
    let shares = gaps.known("sensitivity.first_place_share", sensitivity.first_place.clone());
    let adjusted = match &analysis.adjusted {
        // Everybody had the same raters: nothing is missing.
        Err(Undefined::NotNeeded) => None,
        other => gaps.known("adjusted", other.clone()),
    };
    json!({
        "candidates": candidates,
        "reliability": reliability,
        "sem_relative": errors.map(|it| it.sem_relative),
        "sem_absolute": errors.map(|it| it.sem_absolute),
        "sed": errors.map(|it| it.sed),
        "lsd95": errors.map(|it| it.lsd95),
        "raters": raters,
        "sensitivity": {
            "leave_one_out": left,
            "flip": flips,
            "first_place_share": shares.map(|it| by_name(&panel.candidates, &it.shares)),
        },
        "adjusted": adjusted.map(|it| by_name(&panel.candidates, &it.candidates)),
        "undefined": gaps.0,
    })
}

fn by_name(names: &[String], values: &[Option<f64>]) -> Map<String, Value> {
    names.iter().zip(values).filter_map(|(name, value)| Some((name.clone(), json!((*value)?)))).collect()
}

fn candidate(panel: &Panel, analysis: &Analysis, index: usize, name: &str) -> Value {
    let Some(candidate) = analysis.candidates.get(index) else { return Value::Null };
    let cells: Map<String, Value> = panel
        .competencies
        .iter()
        .zip(&candidate.cells)
        .map(|(competency, cell)| {
            let of = json!({ "mean": cell.mean, "range": cell.range, "n": cell.n, "rwg": cell.rwg.ok(), "ad": cell.ad.ok() });
            (competency.clone(), of)
        })
        .collect();
    json!({
        "name": name,
        "total": candidate.total,
        "complete": candidate.is_complete(),
        "band": candidate.band.map(|band| band + 1),
        "by_competency": cells,
    })
}

fn reliability(panel: &Panel, analysis: &Analysis, gaps: &mut Gaps) -> Value {
    let of = &analysis.reliability;
    let mut icc = |key: &str, estimate: &Known<Estimate>| {
        let estimate = gaps.known(format!("reliability.{key}"), estimate.clone());
        let interval = estimate.as_ref().and_then(|it| gaps.known(format!("reliability.{key}.interval"), it.interval));
        json!({ "value": estimate.map(|it| it.value), "low": interval.map(|it| it.0), "high": interval.map(|it| it.1) })
    };
    let mut all = Map::new();
    for (key, estimate) in [
        ("icc_11", &of.icc_11),
        ("icc_1k", &of.icc_1k),
        ("icc_a1", &of.icc_a1),
        ("icc_ak", &of.icc_ak),
        ("icc_c1", &of.icc_c1),
        ("icc_ck", &of.icc_ck),
    ] {
        all.insert(key.to_owned(), icc(key, estimate));
    }
    all.insert("alpha_ordinal".into(), json!(gaps.known("reliability.alpha_ordinal", of.alpha_ordinal)));
    let by_competency: Map<String, Value> = panel
        .competencies
        .iter()
        .zip(&of.alpha_by_competency)
        .map(|(name, alpha)| (name.clone(), json!(gaps.known(format!("reliability.alpha_by_competency.{name}"), *alpha))))
        .collect();
    all.insert("alpha_by_competency".into(), Value::Object(by_competency));
    Value::Object(all)
}
