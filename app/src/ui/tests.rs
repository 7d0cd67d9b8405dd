//! What the shared parts say as HTML.

use domain::{Code, Failure, Fault, Lang};
use leptos::prelude::*;

use super::{Field, Form, GroupFault, Lost, TextArea};
use crate::boot::{Boot, Flash, Shown};

const ACTION: &str = "/api/ui/vacancies/add-candidate";

fn html(boot: Boot, render: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(boot);
        render().to_html()
    })
}

fn failed(form: &str, faults: Vec<Fault>, fields: &[(&str, &str)]) -> Boot {
    let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let flash = Flash { action: ACTION.into(), form: form.into(), failure: Failure::invalid(faults), fields };
    Boot { lang: Lang::En, flash: Some(flash), ..Boot::default() }
}

fn form(id: &'static str) -> AnyView {
    view! {
        <Form action=ACTION id=id>
            <Field name="name" label="Name" value="given" />
            <Field name="password" label="Password" kind="password" />
            <TextArea name="reason" label="Reason" value="" />
            <GroupFault name="raters" />
        </Form>
    }
    .into_any()
}

#[test]
fn text_cannot_leave_its_textarea() {
    let attack = "</textarea><script>alert(1)</script>";
    let page = html(Boot::default(), || view! { <TextArea name="why" label="Why" value=attack /> }.into_any());
    assert!(!page.contains("<script>"), "{page}");
    assert!(page.contains("&lt;/textarea&gt;"), "{page}");
}

#[test]
fn a_failed_form_shows_its_faults_and_what_was_typed() {
    let faults = vec![Fault::new("name", Code::Required), Fault::new("raters", Code::TwoRaters)];
    let page = html(failed("", faults, &[("name", "typed <b>"), ("reason", "because")]), || form(""));
    assert!(page.contains("value=\"typed &lt;b&gt;\""), "{page}");
    assert!(page.contains(">because</textarea>"), "{page}");
    assert!(
        page.contains("Fill this in.") && page.contains("Choose at least two raters.") && page.contains("Check the marked fields."),
        "{page}"
    );
    assert_eq!(page.matches("aria-invalid=\"true\"").count(), 1, "{page}");
}

#[test]
fn a_password_is_never_filled_in_again() {
    let page = html(failed("", vec![], &[("password", "hunter2")]), || form(""));
    assert!(!page.contains("hunter2"), "{page}");
}

#[test]
fn another_form_on_the_page_keeps_its_own_values() {
    let page = html(failed("first", vec![Fault::new("name", Code::Required)], &[("name", "typed")]), || form("second"));
    assert!(page.contains("value=\"given\"") && !page.contains("Fill this in."), "{page}");
}

#[test]
fn what_was_refused_in_a_form_that_is_gone_is_said_with_every_word_that_was_written_and_no_other() {
    let fields =
        [("of", "01a228f5-edc3-7323-bfec-35646ec0639e"), ("_for.x", "Ruben Smit"), ("had_note", "an old note"), ("reason", "Ziek<")];
    let Boot { flash, lang, .. } = failed("gone", vec![Fault::new("to", Code::SetAside)], &fields);
    let page = html(Boot { lang, lost: flash, ..Boot::default() }, || view! { <Lost /> }.into_any());
    assert!(page.contains("This was not done.") && page.contains(&text::errors::say(Lang::En, Code::SetAside, "")), "{page}");
    assert!(page.contains("<blockquote>Ziek&lt;</blockquote>"), "{page}");
    for other in ["01a228f5", "Ruben", "an old note", "marked fields"] {
        assert!(!page.contains(other), "{other}: {page}");
    }
}

#[test]
fn a_page_knows_whether_it_has_the_form_that_failed() {
    for (there, shows) in [("gone", false), ("there", true)] {
        let shown = Shown::default();
        let kept = shown.clone();
        html(failed(there, vec![], &[]), || {
            provide_context(kept);
            form("there")
        });
        assert_eq!(shown.is(), shows, "{there}");
    }
}
