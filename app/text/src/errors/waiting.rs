//! How long somebody who tried too often waits.

use domain::Lang;

/// Seconds, or minutes when there are many: nobody counts to two hundred.
pub(super) fn too_many_tries(lang: Lang, seconds: &str) -> String {
    let seconds: u64 = seconds.parse().unwrap_or_default();
    let (nl, en) = match seconds {
        0 => ("een ogenblik".to_owned(), "a moment".to_owned()),
        1 => ("1 seconde".to_owned(), "1 second".to_owned()),
        2..=90 => (format!("{seconds} seconden"), format!("{seconds} seconds")),
        _ => (format!("{} minuten", seconds.div_ceil(60)), format!("{} minutes", seconds.div_ceil(60))),
    };
    match lang {
        Lang::Nl => format!("Te veel pogingen. Probeer het over {nl} opnieuw."),
        Lang::En => format!("Too many tries. Try again in {en}."),
    }
}

/// Said when the wait is over.
pub const fn try_now(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Je kunt het nu weer proberen.",
        Lang::En => "You can try again now.",
    }
}
