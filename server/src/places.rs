//! A bounded number of places, and a bounded number of them for one.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex},
};

/// Places that are taken and given back.
#[derive(Debug)]
pub struct Places<K> {
    all: usize,
    of_one: usize,
    taken: Mutex<Taken<K>>,
}

#[derive(Debug)]
struct Taken<K> {
    all: usize,
    by: HashMap<K, usize>,
}

/// Why there is no place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Full {
    ForOne,
    ForAll,
}

/// A place, until it is dropped.
#[derive(Debug)]
pub(crate) struct Place<K: Hash + Eq> {
    of: Arc<Places<K>>,
    by: Option<K>,
    many: usize,
}

impl<K: Hash + Eq + Clone> Places<K> {
    pub(crate) fn new(all: usize, of_one: usize) -> Arc<Self> {
        Arc::new(Self { all, of_one, taken: Mutex::new(Taken { all: 0, by: HashMap::new() }) })
    }

    /// A place for somebody; who is nobody in particular is only bounded by what there is in all.
    pub(crate) fn take(self: &Arc<Self>, by: Option<K>) -> Result<Place<K>, Full> {
        self.take_many(by, 1)
    }

    /// The room of many places.
    pub(crate) fn take_many(self: &Arc<Self>, by: Option<K>, many: usize) -> Result<Place<K>, Full> {
        let mut place = Place { of: Arc::clone(self), by, many: 0 };
        place.grow(many)?;
        Ok(place)
    }
}

impl<K: Hash + Eq + Clone> Place<K> {
    /// Takes more room, or stays as it is.
    pub(crate) fn grow(&mut self, more: usize) -> Result<(), Full> {
        let mut taken = self.of.taken.lock().map_err(|_| Full::ForAll)?;
        if taken.all + more > self.of.all {
            return Err(Full::ForAll);
        }
        if let Some(by) = &self.by {
            let many = taken.by.get(by).copied().unwrap_or_default() + more;
            if many > self.of.of_one {
                return Err(Full::ForOne);
            }
            taken.by.insert(by.clone(), many);
        }
        taken.all += more;
        self.many += more;
        Ok(())
    }
}

impl<K: Hash + Eq> Drop for Place<K> {
    fn drop(&mut self) {
        let Ok(mut taken) = self.of.taken.lock() else { return };
        taken.all -= self.many;
        let Some(by) = &self.by else { return };
        if let Some(many) = taken.by.get_mut(by) {
            *many -= self.many;
            if *many == 0 {
                taken.by.remove(by);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_all_and_what_is_given_back_can_be_taken_again() {
        let places = Places::new(5, 3);
        let mut one: Vec<_> = (0..3).map(|_| places.take(Some("one")).expect("a place")).collect();
        assert_eq!(places.take(Some("one")).err(), Some(Full::ForOne));
        let _two = places.take(Some("two")).expect("a place");
        one.pop();
        let _again = places.take(Some("one")).expect("the place that was given back");
        let _nobody = places.take(None).expect("the last place");
        assert_eq!(places.take(Some("two")).err(), Some(Full::ForAll));
        assert_eq!(places.take(None).err(), Some(Full::ForAll));
    }

    #[test]
    fn a_place_grows_within_the_same_bounds_and_gives_back_all_of_it() {
        let places = Places::new(10, 6);
        let mut one = places.take_many(Some("one"), 4).expect("a place");
        assert_eq!(one.grow(3), Err(Full::ForOne));
        assert_eq!(one.grow(2), Ok(()), "what it did not get is not counted");
        let mut two = places.take_many(Some("two"), 4).expect("the rest");
        assert_eq!(two.grow(1), Err(Full::ForAll));
        drop(one);
        assert_eq!(two.grow(2), Ok(()));
        assert!(places.take_many(Some("one"), 4).is_ok());
    }
}
