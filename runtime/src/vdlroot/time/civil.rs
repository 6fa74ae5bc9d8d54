//! Days and dates of the proleptic Gregorian calendar.

/// The days of 400 years, after which the calendar repeats itself.
const DAYS_PER_ERA: i64 = 146_097;

/// From the first of March of year 0 to the first of January of year 1.
const MARCH_TO_JANUARY: i64 = 306;

/// A day of the proleptic Gregorian calendar, in which year 0 comes before year 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Date {
    pub(super) year: i64,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Date {
    /// The day so many days after the first of January of year 1.
    ///
    /// Years are counted from March here, so that a leap day is the last of its year.
    pub(super) fn from_days(days: i64) -> Self {
        let days = days + MARCH_TO_JANUARY;
        let era = days.div_euclid(DAYS_PER_ERA);
        let day_of_era = days.rem_euclid(DAYS_PER_ERA);
        let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / (DAYS_PER_ERA - 1);
        let year_of_era = (day_of_era - leap_days) / 365;
        let day_of_year = day_of_era - first_day(year_of_era);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - first_of_month(month) + 1;
        let is_next_year = month >= 10;
        Self {
            year: era * 400 + year_of_era + i64::from(is_next_year),
            month: if is_next_year { month - 9 } else { month + 3 } as u8,
            day: day as u8,
        }
    }

    /// How many days after the first of January of year 1 this is.
    pub(super) fn to_days(self) -> i64 {
        let month = i64::from(self.month);
        let (year, month) = if month > 2 {
            (self.year, month - 3)
        } else {
            (self.year - 1, month + 9)
        };
        let era = year.div_euclid(400);
        let day_of_year = first_of_month(month) + i64::from(self.day) - 1;
        let day_of_era = first_day(year.rem_euclid(400)) + day_of_year;
        era * DAYS_PER_ERA + day_of_era - MARCH_TO_JANUARY
    }

    /// Whether there is such a day.
    pub(super) fn exists(self) -> bool {
        (1..=12).contains(&self.month) && Self::from_days(self.to_days()) == self
    }
}

/// The first day of a year that is counted from March, within 400 years.
fn first_day(year: i64) -> i64 {
    365 * year + year / 4 - year / 100
}

/// The first day of a month within a year, both counted from March.
fn first_of_month(month: i64) -> i64 {
    (153 * month + 2) / 5
}
