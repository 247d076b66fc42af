//! Small pictures beside words. They repeat what the word says, so readers skip them.

use leptos::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Back, one step up.
    Back,
    /// Onwards.
    Next,
    /// Done, safe, passed.
    Check,
    /// Not passed, close.
    Cross,
    /// At risk.
    Warning,
    /// Different answers.
    Diamond,
    /// Camera.
    Camera,
    /// The exchange with the server.
    Sync,
    /// Search.
    Search,
    /// Undo.
    Undo,
    /// Add.
    Plus,
    /// Signature.
    Pen,
    /// History.
    Clock,
    /// Locked.
    Lock,
    /// A file that leaves or comes.
    File,
    /// Not applicable.
    Minus,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Back => "M15 5l-7 7 7 7",
            Icon::Next => "M9 5l7 7-7 7",
            Icon::Check => "M4 12.5l5.5 5.5L20 7",
            Icon::Cross => "M6 6l12 12M18 6L6 18",
            Icon::Warning => "M12 4L2.5 20h19zM12 10v4.5M12 17.4v.2",
            Icon::Diamond => "M12 3l9 9-9 9-9-9z",
            Icon::Camera => "M3 8h4l2-3h6l2 3h4v11H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
            Icon::Sync => "M4 12a8 8 0 0 1 14-5.3L20 9M20 4v5h-5M20 12a8 8 0 0 1-14 5.3L4 15M4 20v-5h5",
            Icon::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21",
            Icon::Undo => "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 0 12h-1",
            Icon::Plus => "M12 5v14M5 12h14",
            Icon::Pen => "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
            Icon::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
            Icon::Lock => "M6 11h12v10H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
            Icon::File => "M6 3h8l4 4v14H6zM14 3v4h4",
            Icon::Minus => "M5 12h14",
        }
    }
}

/// Draws an icon in the colour of the text.
#[component]
pub fn Picture(
    /// Which.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() fill="none" stroke="currentColor" stroke-width="2"
                stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}
