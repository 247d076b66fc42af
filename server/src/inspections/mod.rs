//! From merged documents to assessments.

pub mod assess;
