//! What is asked and what answers mean. Pure: no I/O, no clock, no random numbers, no Automerge.

pub mod answer;
pub mod calendar;
pub mod codec;
pub mod entry;
pub mod evaluate;
pub mod ids;
pub mod invitation;
pub mod review;
pub mod rule;
pub mod sample;
pub mod table;
pub mod template;
pub mod text;
pub mod units;
pub mod wire;
