//! Values that only stand by.

use super::{Anything, inside, inside_mut};
use leptos::prelude as base;
use leptos::prelude::{LocalStorage, ReadValue, WriteValue};
use std::marker::PhantomData;

/// A value that closures share as long as their screen stands; nobody is told when it changes.
pub struct StoredValue<T>(base::StoredValue<Anything, LocalStorage>, PhantomData<fn() -> T>);

impl<T> Copy for StoredValue<T> {}
impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> StoredValue<T> {
    /// With its first value.
    pub fn new(value: T) -> Self {
        Self(base::StoredValue::new_local(Box::new(value)), PhantomData)
    }

    /// Reads it.
    pub fn with_value<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(inside(&**self.0.read_value()))
    }

    /// A copy.
    pub fn get_value(&self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    /// A copy, or `None` where its screen has gone.
    pub fn try_get_value(&self) -> Option<T>
    where
        T: Clone,
    {
        self.0.try_read_value().map(|guard| inside::<T>(&**guard).clone())
    }

    /// Another value; nothing happens where its screen has gone.
    pub fn set_value(&self, value: T) {
        let _ = self.try_set_value(value);
    }

    /// The same; gives the value back where its screen has gone.
    pub fn try_set_value(&self, value: T) -> Option<T> {
        match self.0.try_write_value() {
            Some(mut guard) => {
                *inside_mut(&mut **guard) = value;
                None
            }
            None => Some(value),
        }
    }

    /// Changes it; nothing happens where its screen has gone.
    pub fn update_value(&self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update_value(change);
    }

    /// The same, or `None` where its screen has gone.
    pub fn try_update_value<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.try_write_value().map(|mut guard| change(inside_mut(&mut **guard)))
    }
}
