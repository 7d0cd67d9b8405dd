//! How numbers, dates and times are written in Dutch and English.
//!
//! No locale library: two languages, and the server and the browser must write the same.

use domain::{Lang, time::Local};

/// Added before rounding, so that what is shown agrees with decimal arithmetic: 2.05 is a hair less in binary.
const NUDGE: f64 = 1e-9;

/// Stands for a number there is not.
pub const NONE: &str = "–";

/// Rounds half away from zero and writes `decimals` digits behind the mark; `–` for what is no number.
pub fn fixed(lang: Lang, value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return NONE.into();
    }
    let scale = 10f64.powi(i32::from(decimals));
    let rounded = ((value.abs() + NUDGE) * scale).round() / scale;
    let sign = if value < 0.0 && rounded > 0.0 { "−" } else { "" };
    let digits = format!("{rounded:.*}", usize::from(decimals));
    match lang {
        Lang::Nl => format!("{sign}{}", digits.replace('.', ",")),
        Lang::En => format!("{sign}{digits}"),
    }
}

/// As [`fixed`], without zeros behind the mark: `2`, `1,5`.
pub fn trimmed(lang: Lang, value: f64, decimals: u8) -> String {
    let written = fixed(lang, value, decimals);
    if written.contains([',', '.']) { written.trim_end_matches('0').trim_end_matches([',', '.']).to_owned() } else { written }
}

/// A mean of one competency: one decimal.
pub fn competency(lang: Lang, mean: f64) -> String {
    fixed(lang, mean, 1)
}

/// A weighted total: two decimals.
pub fn total(lang: Lang, total: f64) -> String {
    fixed(lang, total, 2)
}

/// One rater's score or a range: `4`, `3,5`.
pub fn score(lang: Lang, score: f64) -> String {
    trimmed(lang, score, 1)
}

/// A share of 0 to 1: `30%`, `33,3%`.
pub fn percent(lang: Lang, share: f64) -> String {
    format!("{}%", trimmed(lang, share * 100.0, 1))
}

/// `22 november 2026`, `22 November 2026`.
pub fn date(lang: Lang, at: Local) -> String {
    format!("{} {} {}", at.day, month(lang, at), at.year)
}

/// `22 nov 2026`, `22 Nov 2026`.
pub fn short_date(lang: Lang, at: Local) -> String {
    format!("{} {} {}", at.day, short_month(lang, at), at.year)
}

/// `zondag 22 november`, `Sunday 22 November`.
pub fn weekday_date(lang: Lang, at: Local) -> String {
    format!("{} {} {}", weekday(lang, at), at.day, month(lang, at))
}

/// `14:05`.
pub fn time(_lang: Lang, at: Local) -> String {
    format!("{:02}:{:02}", at.hour, at.minute)
}

/// `22 november 2026, 14:05`.
pub fn date_time(lang: Lang, at: Local) -> String {
    format!("{}, {}", date(lang, at), time(lang, at))
}

/// `22 nov 2026, 14:05`.
pub fn short_date_time(lang: Lang, at: Local) -> String {
    format!("{}, {}", short_date(lang, at), time(lang, at))
}

fn month(lang: Lang, at: Local) -> &'static str {
    let names = match lang {
        Lang::Nl => {
            &["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
        }
        Lang::En => {
            &["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
        }
    };
    from_one(names, at.month)
}

fn short_month(lang: Lang, at: Local) -> &'static str {
    let names = match lang {
        Lang::Nl => &["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
        Lang::En => &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    };
    from_one(names, at.month)
}

fn weekday(lang: Lang, at: Local) -> &'static str {
    let names = match lang {
        Lang::Nl => &["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
        Lang::En => &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    };
    from_one(names, at.weekday)
}

fn from_one(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number).ok().and_then(|n| n.checked_sub(1)).and_then(|n| names.get(n)).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUNDAY: Local = Local { year: 2026, month: 11, day: 22, hour: 14, minute: 5, weekday: 7 };

    #[test]
    fn a_competency_has_one_decimal_and_a_total_two() {
        assert_eq!(competency(Lang::Nl, 3.75), "3,8");
        assert_eq!(competency(Lang::En, 3.75), "3.8");
        assert_eq!(competency(Lang::Nl, 4.0), "4,0");
        assert_eq!(total(Lang::Nl, 4.116_666_666_666_667), "4,12");
        assert_eq!(total(Lang::En, 3.533_333_333), "3.53");
    }

    #[test]
    fn rounding_is_half_away_from_zero_as_on_paper() {
        for (value, one, two) in
            [(3.45, "3.5", "3.45"), (2.05, "2.1", "2.05"), (3.35, "3.4", "3.35"), (1.005, "1.0", "1.01"), (2.675, "2.7", "2.68")]
        {
            assert_eq!(fixed(Lang::En, value, 1), one, "{value}");
            assert_eq!(fixed(Lang::En, value, 2), two, "{value}");
        }
        // 0.30 × 4 + 0.25 × 3 + … summed in binary
        let sum: f64 = [0.3 * (11.0 / 3.0), 0.25 * (10.0 / 3.0), 0.25 * (11.0 / 3.0), 0.2 * 3.0].iter().sum();
        assert_eq!(total(Lang::Nl, sum), "3,45");
        assert_eq!(fixed(Lang::Nl, -0.35, 1), "−0,4");
        assert_eq!(fixed(Lang::Nl, -0.01, 1), "0,0");
        assert_eq!(fixed(Lang::Nl, f64::NAN, 1), NONE);
    }

    #[test]
    fn a_score_and_a_share_lose_their_trailing_zeros() {
        assert_eq!(score(Lang::Nl, 2.0), "2");
        assert_eq!(score(Lang::Nl, 3.5), "3,5");
        assert_eq!(score(Lang::En, 10.0), "10");
        assert_eq!(percent(Lang::Nl, 0.3), "30%");
        assert_eq!(percent(Lang::Nl, 1.0 / 3.0), "33,3%");
        assert_eq!(percent(Lang::En, 1.0 / 7.0), "14.3%");
        assert_eq!(percent(Lang::En, 0.0), "0%");
    }

    #[test]
    fn dates_and_times_read_as_in_the_language() {
        assert_eq!(date(Lang::Nl, SUNDAY), "22 november 2026");
        assert_eq!(date(Lang::En, SUNDAY), "22 November 2026");
        assert_eq!(short_date(Lang::Nl, SUNDAY), "22 nov 2026");
        assert_eq!(short_date(Lang::Nl, Local { month: 3, ..SUNDAY }), "22 mrt 2026");
        assert_eq!(weekday_date(Lang::Nl, SUNDAY), "zondag 22 november");
        assert_eq!(weekday_date(Lang::En, SUNDAY), "Sunday 22 November");
        assert_eq!(time(Lang::Nl, Local { hour: 9, ..SUNDAY }), "09:05");
        assert_eq!(date_time(Lang::En, SUNDAY), "22 November 2026, 14:05");
        assert_eq!(date(Lang::Nl, Local::default()), "0 ? 0");
    }
}
