//! `maatstaf analyse FILE.csv`: what a spreadsheet of ratings is worth, for people and for scripts.

use std::fs;

use serde_json::{Value, json};
use tests::{Ended, binary};

/// science, section 3.5.
const PANEL: [(&str, [[u8; 4]; 5]); 3] = [
    ("R1", [[4, 3, 4, 3], [3, 4, 3, 4], [5, 4, 3, 4], [2, 3, 3, 2], [4, 4, 5, 3]]),
    ("R2", [[3, 3, 3, 2], [3, 3, 2, 4], [4, 3, 3, 3], [2, 2, 3, 1], [3, 4, 4, 3]]),
    ("R3", [[4, 4, 4, 4], [4, 4, 4, 5], [5, 5, 5, 5], [3, 3, 3, 3], [4, 5, 4, 4]]),
];
const WEIGHTS: &str = "LEARN=0.3,FEEDB=0.25,ADAPT=0.25,JUDGE=0.2";

fn worked(separator: char) -> String {
    let mut rows = vec![["rater", "candidate", "competency", "level"].join(&separator.to_string())];
    for (rater, candidates) in PANEL {
        for (candidate, levels) in ["A", "B", "C", "D", "E"].iter().zip(candidates) {
            for (competency, level) in ["LEARN", "FEEDB", "ADAPT", "JUDGE"].iter().zip(levels) {
                rows.push([rater, candidate, competency, &level.to_string()].join(&separator.to_string()));
            }
        }
    }
    rows.join("\n")
}

fn analyse(file: &[u8], arguments: &[&str]) -> Ended {
    let folder = tempfile::TempDir::new().expect("a folder");
    fs::write(folder.path().join("ratings.csv"), file).expect("written");
    let ended = binary(&[&["analyse", "ratings.csv"], arguments].concat()).from_folder(folder.path()).run();
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "it makes nothing");
    ended
}

fn json_of(file: &[u8], arguments: &[&str]) -> Value {
    let ended = analyse(file, &[&["--json"], arguments].concat());
    assert_eq!(ended.code, Some(0), "{ended:?}");
    serde_json::from_str(&ended.out).expect("JSON")
}

fn close(value: &Value, expected: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("no number: {value}"));
    assert!((value - expected).abs() < 1e-6, "{value} is not {expected}");
}

#[test]
fn the_worked_panel_has_the_numbers_of_science_3_5() {
    let found = json_of(worked(',').as_bytes(), &["--weights", WEIGHTS]);
    let totals = [3.45, 3.533_333_333, 4.116_666_667, 2.516_666_667, 3.933_333_333];
    for ((candidate, total), band) in found["candidates"].as_array().expect("candidates").iter().zip(totals).zip([2, 2, 1, 3, 1]) {
        close(&candidate["total"], total);
        assert_eq!((&candidate["complete"], &candidate["band"]), (&json!(true), &json!(band)));
    }
    let learning = &found["candidates"][0]["by_competency"]["LEARN"];
    close(&learning["mean"], 11.0 / 3.0);
    close(&learning["rwg"], 5.0 / 6.0);
    assert_eq!((&learning["n"], &learning["range"]), (&json!(3), &json!(1.0)));
    let of = &found["reliability"];
    close(&of["icc_a1"]["value"], 0.498_993_063);
    close(&of["icc_a1"]["low"], 0.013_713_311);
    close(&of["icc_ak"]["high"], 0.969_270_795);
    close(&of["icc_ck"]["value"], 0.966_553_493);
    close(&of["alpha_ordinal"], 0.339_861_319);
    close(&of["alpha_by_competency"]["JUDGE"], 0.4);
    for (key, expected) in
        [("sem_relative", 0.113_406_839), ("sem_absolute", 0.352_688_09), ("sed", 0.160_381_49), ("lsd95", 0.369_840_378)]
    {
        close(&found[key], expected);
    }
    close(&found["raters"][1]["severity"], -0.6);
    close(&found["raters"][2]["halo"], 0.2);
    let left = found["sensitivity"]["leave_one_out"].as_array().expect("orders");
    assert_eq!(left[2], json!({ "without": "R3", "order": ["E", "C", "B", "A", "D"] }));
    let flips = found["sensitivity"]["flip"].as_array().expect("flips");
    let learn = flips.iter().find(|flip| flip["ahead"] == "C" && flip["behind"] == "E" && flip["competency"] == "LEARN").expect("a flip");
    close(&learn["weight"], 1.0 / 7.0);
    close(&found["sensitivity"]["first_place_share"]["C"], 0.592_657_343);
    assert_eq!((&found["adjusted"], &found["undefined"]), (&Value::Null, &json!([])));
}

#[test]
fn semicolons_a_mark_other_columns_and_equal_weights_do_as_well() {
    let mut rows: Vec<String> = worked(';').lines().skip(1).map(|row| row.split(';').rev().collect::<Vec<_>>().join(";")).collect();
    rows.insert(0, "niveau;competentie;kandidaat;beoordelaar".into());
    let found = json_of(format!("\u{feff}{}\r\n", rows.join("\r\n")).as_bytes(), &[]);
    close(&found["candidates"][0]["total"], 3.416_666_667);
    close(&found["candidates"][4]["total"], 3.916_666_667);
}

#[test]
fn candidates_with_different_raters_are_adjusted_where_the_design_is_connected() {
    let rows = "R1,A,3.6 R1,B,3.2 R1,C,4.1 R2,B,2.8 R2,C,3.5 R2,D,3.0 R3,A,4.2 R3,D,4.0";
    let rows: Vec<String> = rows.split(' ').map(|row| format!("{row},ALL")).collect();
    let found = json_of(format!("rater,candidate,level,competency\n{}", rows.join("\n")).as_bytes(), &[]);
    for (name, expected) in [("A", 3.646_666_667), ("B", 3.266_666_667), ("C", 4.066_666_667), ("D", 3.486_666_667)] {
        close(&found["adjusted"][name], expected);
    }
    assert_eq!(found["lsd95"], Value::Null);
    let gaps = found["undefined"].as_array().expect("gaps");
    assert!(gaps.iter().any(|gap| gap["what"] == "bands" && gap["why"] == "different_raters"), "{gaps:?}");
    let apart = json_of(b"rater,candidate,competency,level\nR1,A,L,3\nR1,B,L,4\nR2,C,L,5\nR2,D,L,4", &[]);
    assert_eq!(apart["adjusted"], Value::Null);
    let gaps = apart["undefined"].as_array().expect("gaps");
    assert!(gaps.iter().any(|gap| gap["what"] == "adjusted" && gap["why"] == "not_connected"), "{gaps:?}");
}

#[test]
fn not_observed_is_no_zero_and_makes_a_total_incomplete() {
    let file = worked(',').replace("R2,B,ADAPT,2", "R2,B,ADAPT,");
    let found = json_of(file.as_bytes(), &["--weights", WEIGHTS]);
    let bram = &found["candidates"][1];
    assert_eq!((&bram["complete"], &bram["total"], &bram["band"]), (&json!(false), &Value::Null, &Value::Null));
    close(&bram["by_competency"]["ADAPT"]["mean"], 3.5);
    assert_eq!(found["reliability"]["icc_a1"]["value"], Value::Null, "four complete candidates give no coefficient");
}

#[test]
fn every_fault_names_its_line_and_nothing_is_printed() {
    let ended = analyse(b"rater,candidate,competency,level\nR1,A,L,6\nR1,,L,3\nR1,B,L,x", &["--json"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{ended:?}");
    let lines: Vec<&str> = ended.err.lines().collect();
    assert_eq!(lines.len(), 3, "{ended:?}");
    for (line, place) in lines.iter().zip(["ratings.csv: line 2: ", "ratings.csv: line 3: ", "ratings.csv: line 4: "]) {
        assert!(line.starts_with(place), "{line}");
    }
    let dutch = analyse(worked(',').as_bytes(), &["--weights", "LEARN=1,SPEED=2", "--lang", "nl"]);
    assert_eq!(dutch.code, Some(2), "{dutch:?}");
    assert_eq!(dutch.err, "ratings.csv: weights: De competentie SPEED staat niet in het bestand.\n");
    assert_eq!(binary(&["analyse", "nowhere.csv"]).run().code, Some(2));
}

#[test]
fn the_report_reads_in_either_language() {
    let english = analyse(worked(',').as_bytes(), &["--weights", WEIGHTS]);
    assert_eq!(english.code, Some(0), "{english:?}");
    for line in
        ["C            4.7 (1)    4.0 (2)    3.7 (2)    4.0 (2)   4.12", "This panel cannot tell C and E apart.", "Without R3, E is first."]
    {
        assert!(english.out.lines().any(|it| it == line), "{line}\n{}", english.out);
    }
    assert!(english.out.lines().any(|it| it.starts_with("ICC(A,1) ") && it.ends_with(" 0.50 (0.01 to 0.91)")), "{}", english.out);
    let dutch = analyse(worked(',').as_bytes(), &["--weights", WEIGHTS, "--lang", "nl"]);
    assert!(dutch.out.contains("Dit panel kan C en E niet uit elkaar houden."), "{}", dutch.out);
}
