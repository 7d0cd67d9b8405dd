//! The title of the tab.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_meta::Title;

/// What the tab is called. `leptos_meta` (0.9.0-rc1) puts the text of its `Title` into the page as it is, so it is escaped
/// here, and `cargo xtask check` lets nobody else use that. Pages are rendered on the server only: nothing escapes it twice.
#[component]
pub(super) fn TabTitle(text: String) -> impl IntoView {
    view! { <Title text=escaped(&text).into_owned() /> }
}

/// As text of an element: nothing in it begins a tag, ends the title or is read as another character.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_name_cannot_leave_the_title() {
        assert_eq!(
            escaped("</title><form action=\"/api\"> & &lt; {{x}} -->"),
            "&lt;/title&gt;&lt;form action=\"/api\"&gt; &amp; &amp;lt; {{x}} --&gt;"
        );
        assert_eq!(escaped("Zoë \u{202e}O'Neill"), "Zoë \u{202e}O'Neill");
    }
}
