//! The HTML around the application: head, styles, script.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{App, boot::boot};

/// Where the script, styles and icon are: `/pkg/<hash>`.
#[derive(Debug, Clone)]
pub struct Assets {
    pub base: String,
}

/// The document of every page.
pub fn shell(assets: Assets) -> impl IntoView {
    let boot = boot();
    let lang = boot.lang;
    let facts = serde_json::to_string(&boot).unwrap_or_default();
    let base = assets.base;
    let nonce = use_nonce();
    let script = format!(
        "import * as m from '{base}/maatstaf.js';await m.default({{module_or_path:'{base}/maatstaf.wasm'}});m.hydrate();\
         for(const e of document.querySelectorAll('leptos-island'))m[e.dataset.component](e);\
         document.documentElement.dataset.hydrated='';"
    );
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() data-boot=facts>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="description" content=text::common::tagline(lang) />
                <link rel="icon" type="image/svg+xml" href=format!("{base}/favicon.svg") />
                <link rel="stylesheet" href=format!("{base}/maatstaf.css") />
                <link rel="modulepreload" href=format!("{base}/maatstaf.js") nonce=nonce.clone() />
                <MetaTags />
                <script type="module" nonce=nonce>{script}</script>
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
