//! Values that are worked out from others.

use super::inside;
use leptos::prelude as base;
use leptos::prelude::{Read, ReadUntracked, Track};
use std::any::Any;
use std::marker::PhantomData;

/// What a memo has worked out, and how two of its kind are compared.
struct Value {
    held: Box<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.held, &*other.held)
    }
}

/// A value that is worked out when it is asked for and something that it was worked out from has changed; its readers are
/// told only if it then is another one.
pub struct Memo<T>(base::Memo<Value>, PhantomData<fn() -> T>);

impl<T> Copy for Memo<T> {}
impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Worked out by this.
    pub fn new(work: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let same = |one: &dyn Any, other: &dyn Any| inside::<T>(one) == inside::<T>(other);
        Self(memo(Box::new(move || Value { held: Box::new(work()), same })), PhantomData)
    }
}

fn memo(work: Box<dyn Fn() -> Value + Send + Sync>) -> base::Memo<Value> {
    base::Memo::new(move |_| work())
}

impl<T: 'static> Memo<T> {
    /// Reads it; who asks is told of changes.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(inside(&*self.0.read().held))
    }

    /// Reads it; who asks is not told of changes.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(inside(&*self.0.read_untracked().held))
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

    /// Who asks is told of changes.
    pub fn track(&self) {
        self.0.track();
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for base::Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::derive(move || memo.get())
    }
}
