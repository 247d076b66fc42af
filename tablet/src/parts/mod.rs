//! Pieces that screens are put together from.

pub mod answer;
pub mod chip;
pub mod frame;
pub mod icon;
pub mod text;
