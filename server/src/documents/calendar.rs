//! An interview for somebody's calendar.

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::{Code, Lang};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use store::Appointment;

use super::{Asked, File};

/// `GET /interviews/{id}/interview.ics`
pub(crate) async fn entry(asked: Asked) -> Response {
    let Asked { shared, visitor, .. } = &asked;
    let made = async {
        let appointment = shared.store.appointment(&visitor.actor, asked.id()?).await?;
        Ok(calendar(&appointment, shared.store.now().0, &shared.base_url, asked.setting().lang)?.into_bytes())
    };
    asked.answer(&File::saved("text/calendar; charset=utf-8", "maatstaf-interview.ics"), made.await)
}

/// One event. Its id is the interview's, so that a calendar that reads it again moves the event instead of adding one.
fn calendar(appointment: &Appointment, now: i64, base_url: &str, lang: Lang) -> Result<String, Code> {
    let starts = at(appointment.starts_at.0)?;
    let link = format!("{base_url}/interviews/{}", appointment.interview);
    let mut event = Event::new();
    event
        .uid(&format!("{}@maatstaf", appointment.interview))
        .timestamp(at(now)?)
        .starts(starts)
        .ends(at(appointment.starts_at.plus_minutes(i64::from(appointment.minutes)).0)?)
        .summary(&plain(&text::documents::appointment(lang, &appointment.candidate, &appointment.vacancy)))
        .description(&text::documents::appointment_text(lang, &plain(&appointment.arrangements), &link))
        .url(&link)
        .status(if appointment.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    let mut calendar = Calendar::new();
    calendar.push(event.done());
    Ok(calendar.done().to_string())
}

/// With one kind of line end, which is escaped, and nothing else that a calendar could take for the end of a line.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    lines.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

fn at(millis: i64) -> Result<DateTime<Utc>, Code> {
    DateTime::from_timestamp_millis(millis).ok_or(Code::Internal)
}

#[cfg(test)]
mod tests {
    use domain::{ids::InterviewId, time::UnixMillis};
    use uuid::Uuid;

    use super::*;

    fn appointment() -> Appointment {
        Appointment {
            interview: InterviewId(Uuid::from_u128(7)),
            organisation: "Voorbeeld".into(),
            vacancy: "Analist; junior".into(),
            candidate: "Zoë, Müller".into(),
            starts_at: UnixMillis(1_784_100_600_000),
            minutes: 45,
            cancelled: false,
            arrangements: "Extra tijd,\r\nrustige kamer".into(),
        }
    }

    #[test]
    fn an_interview_is_an_event_with_its_own_lasting_id() {
        let text = calendar(&appointment(), 0, "https://m.example", Lang::Nl).expect("dates");
        let unfolded = text.replace("\r\n ", "");
        for said in [
            "UID:00000000-0000-0000-0000-000000000007@maatstaf",
            "DTSTART:20260715T073000Z",
            "DTEND:20260715T081500Z",
            "SUMMARY:Sollicitatiegesprek met Zoë\\, Müller (Analist\\; junior)",
            "Extra tijd\\,\\nrustige kamer",
            "https://m.example/interviews/00000000-0000-0000-0000-000000000007",
            "STATUS:CONFIRMED",
        ] {
            assert!(unfolded.contains(said), "{said}\n{unfolded}");
        }
    }

    #[test]
    fn a_name_adds_no_line_to_a_calendar() {
        for end in ["\r\n", "\r", "\n", "\u{85}", "\u{2028}", "\u{b}"] {
            let hostile = format!("Bo{end}BEGIN:VALARM{end}ATTACH:https://evil.example");
            let appointment = Appointment { candidate: hostile.clone(), vacancy: hostile.clone(), arrangements: hostile, ..appointment() };
            let text = calendar(&appointment, 0, "https://m.example", Lang::Nl).expect("dates");
            let lines: Vec<&str> = text.split(['\r', '\n', '\u{b}', '\u{85}', '\u{2028}']).collect();
            assert_eq!(lines.iter().filter(|line| line.starts_with("BEGIN:")).count(), 2, "{text}");
            assert!(!lines.iter().any(|line| line.starts_with("ATTACH")), "{text}");
        }
    }

    #[test]
    fn a_cancelled_interview_says_so() {
        let text = calendar(&Appointment { cancelled: true, ..appointment() }, 0, "https://m.example", Lang::En).expect("dates");
        assert!(text.contains("STATUS:CANCELLED"), "{text}");
    }
}
