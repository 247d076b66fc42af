//! Values that somebody sets.

use super::{Anything, inside, inside_mut};
use leptos::prelude as base;
use leptos::prelude::{LocalStorage, Read, ReadUntracked, Track, Write};
use std::marker::PhantomData;

/// A value whose readers are told when it changes.
pub struct RwSignal<T>(base::RwSignal<Anything, LocalStorage>, PhantomData<fn() -> T>);

impl<T> Copy for RwSignal<T> {}
impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> RwSignal<T> {
    /// With its first value.
    pub fn new(value: T) -> Self {
        Self(base::RwSignal::new_local(Box::new(value)), PhantomData)
    }

    /// Reads it; who asks is told of changes.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(inside(&**self.0.read()))
    }

    /// Reads it; who asks is not told of changes.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(inside(&**self.0.read_untracked()))
    }

    /// A copy; who asks is told of changes.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy; who asks is not told of changes.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// The same, or `None` where its screen has gone.
    pub fn try_get_untracked(&self) -> Option<T>
    where
        T: Clone,
    {
        self.0.try_read_untracked().map(|guard| inside::<T>(&**guard).clone())
    }

    /// Who asks is told of changes.
    pub fn track(&self) {
        self.0.track();
    }

    /// Another value; nothing happens where its screen has gone.
    pub fn set(&self, value: T) {
        let _ = self.try_set(value);
    }

    /// The same; gives the value back where its screen has gone.
    pub fn try_set(&self, value: T) -> Option<T> {
        match self.0.try_write() {
            Some(mut guard) => {
                *inside_mut(&mut **guard) = value;
                None
            }
            None => Some(value),
        }
    }

    /// Changes it; nothing happens where its screen has gone.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update(change);
    }

    /// The same, or `None` where its screen has gone.
    pub fn try_update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.try_write().map(|mut guard| change(inside_mut(&mut **guard)))
    }

    /// The same, and nobody is told.
    pub fn try_update_untracked<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.try_write_untracked().map(|mut guard| change(inside_mut(&mut **guard)))
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for base::Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}
