//! One file per screen. A screen shows and asks; it decides nothing.

pub mod camera;
pub mod disputes;
pub mod enrol;
pub mod find;
pub mod gate;
pub mod help;
pub mod item;
pub mod opinion;
pub mod relay;
pub mod row;
pub mod rows;
pub mod sample;
pub mod sign;
pub mod sync;
pub mod today;
pub mod unlock;
pub mod visit;
