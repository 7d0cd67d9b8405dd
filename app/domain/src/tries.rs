//! How often somebody may try a password or a code, or begin much work, and how long they wait in between.
//!
//! Tries are counted under names: of a network, of an account from a network, of a known browser. Who has tried too often
//! waits, and what comes too early counts for nothing, so nobody's wait is made longer by others. Only what is tried of an
//! account from everywhere makes newcomers to it wait, each their own time, and never longer than its ceiling.

use crate::time::UnixMillis;

/// How fast tries under one name may follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// So many without a wait; after that one second, two, four.
    pub free: i64,
    /// The longest wait, in seconds.
    pub ceiling: i64,
    /// After so many minutes without a try the earlier ones are forgotten.
    pub minutes: i64,
}

/// For one account, from one network or one known browser.
pub const ACCOUNT: Pace = Pace { free: 3, ceiling: 300, minutes: 60 };
/// For one account, from everywhere: what newcomers wait for.
pub const EVERYWHERE: Pace = Pace { free: 10, ceiling: 30, minutes: 60 };
/// From one network, whatever account or link it tries.
pub const NETWORK: Pace = Pace { free: 30, ceiling: 60, minutes: 15 };
/// From one site of IPv6, which has 65,536 networks of its own to come from.
pub const SITE: Pace = Pace { free: 120, ceiling: 60, minutes: 15 };
/// Packs of reports that one person begins: nobody reads more of them, and each is much work.
pub const PACKS: Pace = Pace { free: 6, ceiling: 300, minutes: 60 };

impl Pace {
    /// Seconds to wait after so many tries in vain.
    pub const fn wait_after(self, tries: i64) -> i64 {
        let over = tries - self.free;
        match over {
            ..0 => 0,
            0..20 if (1 << over) < self.ceiling => 1 << over,
            _ => self.ceiling,
        }
    }
}

/// What was tried under a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub tries: i64,
    /// No next try before this.
    pub wait_until: UnixMillis,
}

impl Count {
    const fn is_new(self) -> bool {
        self.tries == 0 && self.wait_until.0 == 0
    }
}

/// Counts one more try, or says how many seconds are left to wait. The last of `own` is the narrowest: it is what waits for
/// `everywhere`, also when that is all that happens.
///
/// # Errors
/// Seconds to wait, at least one; then no try is counted.
pub fn take(now: UnixMillis, own: &mut [(Pace, Count)], everywhere: Option<&mut (Pace, Count)>) -> Result<(), i64> {
    let wait = own.iter().map(|(_, count)| count.wait_until.0 - now.0).max().unwrap_or_default();
    if wait > 0 {
        return Err(wait.div_euclid(1000) + i64::from(wait % 1000 > 0));
    }
    let crowd = everywhere.as_ref().map_or(0, |(pace, count)| pace.wait_after(count.tries));
    if let Some((_, newcomer)) = own.last_mut().filter(|(_, count)| crowd > 0 && count.is_new()) {
        newcomer.wait_until = now.plus_seconds(crowd);
        return Err(crowd);
    }
    for (pace, count) in own.iter_mut() {
        count.tries += 1;
        count.wait_until = now.plus_seconds(pace.wait_after(count.tries));
    }
    if let Some((pace, count)) = everywhere {
        count.tries += 1;
        let crowd = now.plus_seconds(pace.wait_after(count.tries));
        if let Some((_, narrowest)) = own.last_mut() {
            narrowest.wait_until = narrowest.wait_until.max(crowd);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: UnixMillis = UnixMillis(1_795_424_400_000);

    #[test]
    fn the_wait_grows_from_nothing_to_its_ceiling() {
        let waits: Vec<i64> = (1..=13).map(|tries| ACCOUNT.wait_after(tries)).collect();
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(ACCOUNT.wait_after(i64::MAX), 300);
    }

    #[test]
    fn what_comes_too_early_counts_for_nothing() {
        let mut own = [(ACCOUNT, Count::default())];
        for _ in 0..3 {
            assert_eq!(take(START, &mut own, None), Ok(()));
        }
        let before = own;
        for early in [0, 1, 999] {
            assert_eq!(take(UnixMillis(START.0 + early), &mut own, None), Err(1));
            assert_eq!(own, before);
        }
        assert_eq!(take(START.plus_seconds(1), &mut own, None), Ok(()));
        assert_eq!(take(START.plus_seconds(1), &mut own, None), Err(2));
    }

    /// Somebody with a thousand networks tries an account for a day; its owner comes with a browser that is not known.
    #[test]
    fn a_newcomer_waits_once_and_not_longer_than_the_ceiling_however_many_try() {
        let mut everywhere = (EVERYWHERE, Count::default());
        let mut now = START;
        for _ in 0..1000 {
            let mut attacker = [(ACCOUNT, Count::default())];
            while take(now, &mut attacker, Some(&mut everywhere)).is_err() {
                now = now.plus_seconds(1);
            }
        }
        let mut owner = [(ACCOUNT, Count::default())];
        assert_eq!(take(now, &mut owner, Some(&mut everywhere)), Err(EVERYWHERE.ceiling));
        // More tries by others in between make it no longer.
        for _ in 0..100 {
            let _ = take(now.plus_seconds(29), &mut [(ACCOUNT, Count { tries: 1, ..Count::default() })], Some(&mut everywhere));
        }
        assert_eq!(take(now.plus_seconds(29), &mut owner, Some(&mut everywhere)), Err(1));
        assert_eq!(take(now.plus_seconds(30), &mut owner, Some(&mut everywhere)), Ok(()));
    }

    #[test]
    fn one_network_is_slowed_down_whatever_it_tries() {
        let mut network = (NETWORK, Count::default());
        let mut tried = 0;
        for _ in 0..60 {
            let mut own = [network, (ACCOUNT, Count::default())];
            tried += u32::from(take(START, &mut own, Some(&mut (EVERYWHERE, Count::default()))).is_ok());
            network = own[0];
        }
        assert_eq!(tried, 30);
    }
}
