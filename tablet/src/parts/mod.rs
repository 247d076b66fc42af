//! Pieces that screens are put together from.

pub mod answer;
pub mod chip;
pub mod composer;
pub mod frame;
pub mod icon;
pub mod new_pin;
pub mod photos;
pub mod pin_pad;
pub mod qr;
pub mod signature_pad;
pub mod text;
