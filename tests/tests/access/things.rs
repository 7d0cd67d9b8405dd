//! What the rows of the table are about, by name.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::world::World;

/// The interviews of the vacancy that is half-way: two of three submitted, live, still to come; and of each its items.
pub(crate) struct Things {
    pub(crate) ids: BTreeMap<&'static str, String>,
    pub(crate) interviews: [String; 3],
    pub(crate) items: Vec<String>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no id: {value}")).to_owned()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// Looks them up, as the recruiter and the administrator see them.
pub(crate) async fn things(world: &World) -> Things {
    let vacancies = list(&world.get("recruiter", "/api/ui/vacancies/list").await.data()["rows"]);
    let of = |state: &str| vacancies.iter().find(|it| it["round_state"] == state).map(|it| text(&it["id"])).expect("a vacancy");
    let (finished, half_way) = (of("revealed"), of("open"));
    let rows = async |vacancy: &str| {
        list(&world.get("recruiter", &format!("/api/ui/vacancies/show?vacancy={vacancy}")).await.data()["board"]["rows"])
    };
    let (done, open) = (rows(&finished).await, rows(&half_way).await);
    let interviews = [0, 1, 2].map(|n| text(&open[n]["interview"]["id"]));
    let shown = world.get("panel1", &format!("/api/ui/interview/show?interview={}", interviews[1])).await.data();
    let competencies = list(&shown["view"]["document"]["competencies"]);
    let items: Vec<String> = competencies.iter().flat_map(|it| list(&it["questions"])).map(|it| text(&it["id"])).collect();
    let cards = list(&world.get("recruiter", "/api/ui/scorecards/list").await.data());
    let versions = list(&world.get("recruiter", "/api/ui/vacancies/cards").await.data());
    let invited = world.form("admin", "/api/ui/people/invite", "email=later%40example.org&role=auditor&lang=nl").await;
    assert!(invited.status < 400, "{}", invited.text());
    let people = world.get("admin", "/api/ui/people/list").await.data();
    let user = list(&people["people"]).iter().find(|it| it["email"] == "panel3@example.org").map(|it| text(&it["id"])).expect("panel3");
    let shared = world.form("recruiter", "/api/ui/scorecards/share-sheet", &format!("scorecard={}", text(&cards[0]["id"]))).await;
    assert!(shared.status < 400, "{}", shared.text());
    let sheet = world.get("recruiter", &format!("/api/ui/scorecards/sheet?scorecard={}", text(&cards[0]["id"]))).await.data();
    let ids = BTreeMap::from([
        ("finished", finished),
        ("half_way", half_way),
        ("application", text(&done[0]["application"])),
        ("revealed_interview", text(&done[0]["interview"]["id"])),
        ("waiting", text(&open[1]["application"])),
        ("competency", text(&competencies[0]["id"])),
        ("scorecard", text(&cards[0]["id"])),
        ("version", text(&versions[0]["version"])),
        ("interview", interviews[1].clone()),
        ("item", items[0].clone()),
        ("user", user),
        ("invite", text(&people["invites"][0]["id"])),
        ("link", text(&sheet["links"][0]["id"])),
        ("key", "judgement".to_owned()),
        ("new", "0192f0aa-0000-7000-8000-000000000001".to_owned()),
        ("new2", "0192f0aa-0000-7000-8000-000000000002".to_owned()),
        ("new3", "0192f0aa-0000-7000-8000-000000000003".to_owned()),
    ]);
    Things { ids, interviews, items }
}

pub(crate) fn filled(pattern: &str, ids: &BTreeMap<&str, String>) -> String {
    ids.iter().fold(pattern.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
}
