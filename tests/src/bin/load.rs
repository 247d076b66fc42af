//! Placeholder of the load figures.
fn main() {}
