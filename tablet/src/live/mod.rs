//! What changes while a screen stands: Leptos' signals and closures behind one compiled type each.
//!
//! Leptos compiles its machinery once for each type of value and once for each closure: some hundred of both here, a good
//! part of the app. The values and closures here are boxed instead, so that it is compiled once. Names and meaning are those of
//! [`leptos::prelude`]; a screen imports these in their place.

mod memo;
pub mod show;
mod signal;
mod stored;

pub use memo::Memo;
pub use show::Show;
pub use signal::RwSignal;
pub use stored::StoredValue;

use std::any::Any;

/// Something in a page that changes by itself: a text, an attribute, a part of the page.
pub fn live<T: 'static>(work: impl FnMut() -> T + Send + 'static) -> Box<dyn FnMut() -> T + Send> {
    Box::new(work)
}

/// What happens upon an event.
pub fn upon<E: 'static>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(act)
}

/// What a signal holds, whatever it is.
type Anything = Box<dyn Any>;

fn inside<T: 'static>(anything: &dyn Any) -> &T {
    match anything.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a signal holds what it was made with"),
    }
}

fn inside_mut<T: 'static>(anything: &mut dyn Any) -> &mut T {
    match anything.downcast_mut() {
        Some(value) => value,
        None => unreachable!("a signal holds what it was made with"),
    }
}
