//! Instants and how they read on the wall of the organisation.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixMillis(pub i64);

impl UnixMillis {
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1000)
    }

    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0 + minutes * 60_000)
    }

    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_minutes(days * 24 * 60)
    }
}

/// A date and time of day as the organisation's clock shows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Local {
    pub year: i16,
    pub month: i8,
    pub day: i8,
    pub hour: i8,
    pub minute: i8,
    /// 1 is Monday, 7 is Sunday.
    pub weekday: i8,
}

impl Local {
    /// `2026-11-22T14:05`, as a `datetime-local` field and `<time>` want it.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}T{:02}:{:02}", self.year, self.month, self.day, self.hour, self.minute)
    }

    pub fn same_day(self, other: Self) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }
}

/// An instant with its local reading. The server makes it; the browser only prints it, so both show the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    pub at: UnixMillis,
    pub local: Local,
}

impl Moment {
    /// What the same clock says at another instant: hour and minute, on a day on which nobody sets it.
    #[must_use]
    pub fn clock_at(self, at: UnixMillis) -> Self {
        let minutes =
            i64::from(self.local.hour) * 60 + i64::from(self.local.minute) + at.0.div_euclid(60_000) - self.at.0.div_euclid(60_000);
        let part = |minutes: i64| i8::try_from(minutes).unwrap_or_default();
        let local = Local { hour: part(minutes.div_euclid(60).rem_euclid(24)), minute: part(minutes.rem_euclid(60)), ..self.local };
        Self { at, local }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_clock_at_another_instant() {
        let start = Moment { at: UnixMillis(600_000_000), local: Local { hour: 23, minute: 50, ..Local::default() } };
        let shown = |at| (start.clock_at(at).local.hour, start.clock_at(at).local.minute);
        assert_eq!(shown(start.at.plus_minutes(0)), (23, 50));
        assert_eq!(shown(start.at.plus_minutes(25)), (0, 15));
        assert_eq!(shown(start.at.plus_minutes(-24 * 60 - 51)), (22, 59));
    }
}

#[cfg(feature = "zones")]
pub use zones::Zone;

#[cfg(feature = "zones")]
mod zones {
    use std::ops::RangeInclusive;

    use jiff::{
        Timestamp, civil,
        tz::{AmbiguousOffset, TimeZone},
    };

    use super::{Local, Moment, UnixMillis};
    use crate::Code;

    /// Years in which somebody has an interview; `0001` is what a half-typed year looks like.
    const MEETINGS: RangeInclusive<i16> = 2000..=2100;

    /// A time zone of the organisation.
    #[derive(Debug, Clone)]
    pub struct Zone(TimeZone);

    impl Zone {
        /// By IANA name; UTC when there is no such zone.
        pub fn named(name: &str) -> Self {
            Self(TimeZone::get(name).unwrap_or(TimeZone::UTC))
        }

        pub fn moment(&self, at: UnixMillis) -> Moment {
            let zoned = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.0.clone());
            let local = Local {
                year: zoned.year(),
                month: zoned.month(),
                day: zoned.day(),
                hour: zoned.hour(),
                minute: zoned.minute(),
                weekday: zoned.weekday().to_monday_one_offset(),
            };
            Moment { at, local }
        }

        /// The instant of a `datetime-local` field (`2026-11-22T14:05`), or `None` when it is no date.
        pub fn parse(&self, text: &str) -> Option<UnixMillis> {
            let local: civil::DateTime = text.trim().parse().ok()?;
            let zoned = local.to_zoned(self.0.clone()).ok()?;
            Some(UnixMillis(zoned.timestamp().as_millisecond()))
        }

        /// The same for when people meet: a year that somebody means, and a time that their clock shows.
        ///
        /// # Errors
        /// [`Code::BadDate`], [`Code::BadYear`], or [`Code::NoSuchTime`] in the hour that is skipped when summer time begins.
        pub fn meeting(&self, text: &str) -> Result<UnixMillis, Code> {
            let local: civil::DateTime = text.trim().parse().map_err(|_| Code::BadDate)?;
            if !MEETINGS.contains(&local.year()) {
                return Err(Code::BadYear);
            }
            match self.0.to_ambiguous_zoned(local).offset() {
                AmbiguousOffset::Gap { .. } => Err(Code::NoSuchTime),
                AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => self.parse(text).ok_or(Code::BadDate),
            }
        }

        /// As many calendar days later, at the end of that day: a day in which the clock changes is a day too.
        pub fn end_of_day_after(&self, at: UnixMillis, days: i32) -> UnixMillis {
            let zoned = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.0.clone());
            let later = zoned.checked_add(jiff::Span::new().days(days)).and_then(|later| later.end_of_day());
            later.map_or(at, |later| UnixMillis(later.timestamp().as_millisecond()))
        }

        /// The last day on which the data of a procedure that was closed then may be there (H1): four weeks later.
        pub fn delete_by(&self, closed: UnixMillis) -> Moment {
            self.moment(self.end_of_day_after(closed, 28))
        }

        /// First and last instant of the local day that holds `at`.
        pub fn day_around(&self, at: UnixMillis) -> (UnixMillis, UnixMillis) {
            let zoned = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.0.clone());
            let start = zoned.start_of_day().map_or(at.0, |z| z.timestamp().as_millisecond());
            let end = zoned.end_of_day().map_or(at.0, |z| z.timestamp().as_millisecond());
            (UnixMillis(start), UnixMillis(end))
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn amsterdam_is_an_hour_ahead_in_winter_and_two_in_summer() {
            let zone = Zone::named("Europe/Amsterdam");
            let winter = zone.parse("2026-01-15T09:30").expect("a date");
            let summer = zone.parse("2026-07-15T09:30").expect("a date");
            assert_eq!(winter.0, 1_768_465_800_000);
            assert_eq!(summer.0, 1_784_100_600_000);
            assert_eq!(zone.moment(winter).local.iso(), "2026-01-15T09:30");
            assert_eq!(zone.moment(summer).local.weekday, 3);
        }

        #[test]
        fn nobody_meets_in_the_hour_that_is_skipped_or_in_the_year_one() {
            let zone = Zone::named("Europe/Amsterdam");
            assert_eq!(zone.meeting("2027-03-28T02:30"), Err(Code::NoSuchTime));
            for there in ["2027-03-28T01:59", "2027-03-28T03:00", "2027-10-31T02:30"] {
                assert_eq!(zone.meeting(there), Ok(zone.parse(there).expect("a time")), "{there}");
            }
            for year in ["0001", "0202", "1999", "2101", "9999"] {
                assert_eq!(zone.meeting(&format!("{year}-05-01T10:00")), Err(Code::BadYear), "{year}");
            }
            assert_eq!(zone.meeting("morgen"), Err(Code::BadDate));
            assert!(Zone::named("UTC").meeting("2027-03-28T02:30").is_ok());
        }

        #[test]
        fn four_weeks_are_calendar_days_whatever_the_clock_does() {
            let zone = Zone::named("Europe/Amsterdam");
            // science, section 3.10.
            for (closed, last_day) in [("2026-03-01", "2026-03-29"), ("2026-12-18", "2027-01-15")] {
                let at = zone.parse(&format!("{closed}T12:00")).expect("a date");
                assert_eq!(zone.delete_by(at).local.iso(), format!("{last_day}T23:59"));
            }
        }

        #[test]
        fn what_is_no_date_is_refused() {
            assert_eq!(Zone::named("Europe/Amsterdam").parse("31-02-2026"), None);
        }
    }
}
